import { z } from 'zod';
import { requireApplication } from '#candidates/applications.ts';
import { gapTexts, presentTemplate } from '#channels/templates/schema.ts';
import { contentOfTemplate, hasGap, slotsOf, textOfTemplate } from '#channels/templates/template.ts';
import { findSendable, listTemplates } from '#channels/templates/templates.ts';
import { words as templateWords } from '#channels/templates/words.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { says } from '#platform/http/issues.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { tokenValues } from './event-messages.ts';
import { requireTemplateReach, templateReach } from './reach.ts';
import { loadTemplates, requireRecipient } from './recipients.ts';
import { lockConversationOf, sendNow } from './replies.ts';
import { substitute, templateProblems } from './tokens.ts';

type ReplyServices = Pick<Services, 'config' | 'hints'>;

export const newTemplateMessage = z.object({
  templateId: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  /** What stands in its gaps; tokens are filled in. */
  values: gapTexts,
  clientKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, says(input.wrongKey)),
});

/** The approved texts that can be sent to this candidate now, each with what the campaign puts into its gaps. */
export async function listTemplatesFor(trx: Trx, services: ReplyServices, session: Session, applicationId: number) {
  const application = await requireApplication(trx, session, applicationId);
  const recipient = await requireRecipient(trx, services.config, application);
  const { reason } = await templateReach(trx, recipient);
  const templates = (await listTemplates(trx, session.companyId)).filter(({ sendable }) => sendable);
  const ofCampaign = recipient.campaign ? await loadTemplates(trx, session.companyId, recipient.campaign.id) : [];
  const values = tokenValues(recipient);
  return {
    reason,
    templates: templates.map((template) => {
      const used = ofCampaign.find(({ approved }) => approved?.id === template.id)?.approved?.parameters ?? {};
      const filled = Object.entries(used).map(([slot, text]) => [slot, substitute(text, values)]);
      return { ...presentTemplate(template), values: Object.fromEntries(filled) as Record<string, string> };
    }),
  };
}

/** A recruiter's message in an approved text, also where the channel takes no other. The bot is stopped first. */
export async function sendTemplate(
  trx: Trx,
  services: ReplyServices,
  session: Session,
  applicationId: number,
  { templateId, values: given, clientKey }: z.infer<typeof newTemplateMessage>,
) {
  const application = await lockConversationOf(trx, session, applicationId);
  const recipient = await requireRecipient(trx, services.config, application);
  const address = await requireTemplateReach(trx, recipient);
  const template = await findSendable(trx, session.companyId, templateId);
  if (!template) throw conflict('template_not_sendable', templateWords.notSendable);
  const tokens = tokenValues(recipient);
  const filled: Record<string, string> = {};
  for (const { key } of slotsOf(template.parts)) {
    const [problem] = templateProblems(given[key] ?? '');
    if (problem) throw invalid(problem.words, { [key]: problem.words });
    filled[key] = substitute(given[key] ?? '', tokens);
    if (!filled[key].trim()) throw invalid(templateWords.gap, { [key]: templateWords.gap });
  }
  const content = contentOfTemplate(template, filled);
  if (hasGap(content)) throw invalid(templateWords.gap, {});
  return sendNow(trx, services, session, application, [
    {
      candidateId: recipient.candidate.id,
      applicationId,
      channel: 'whatsapp',
      author: 'user',
      userId: session.userId,
      purpose: 'message',
      body: textOfTemplate(template.parts, filled),
      template: content,
      toAddress: address,
      clientKey: `user:${clientKey}`,
    },
  ]);
}
