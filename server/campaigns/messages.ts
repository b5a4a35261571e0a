import { htmlToText } from 'html-to-text';
import type { z } from 'zod';
import { sampleValues, tokenValuesOf } from '#conversations/token-values.ts';
import { emptyTokens, substitute, templateProblems } from '#conversations/tokens.ts';
import type { Trx } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { requireCampaign } from './policy.ts';
import type { previewBody, Template } from './schema.ts';

/** Saves texts of a campaign. A text with an unknown token, or one that is on and empty, is refused, field by field. */
export async function saveTemplates(
  trx: Trx,
  session: Session,
  campaignId: number,
  templates: Template[],
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const fields: Record<string, string> = {};
  for (const template of templates) {
    const at = `${template.event}.${template.channel}`;
    for (const field of ['subject', 'body'] as const) {
      const [problem] = templateProblems(template[field]);
      if (problem) fields[`${at}.${field}`] = problem.message;
    }
    if (template.enabled && !template.body.trim())
      fields[`${at}.body`] = 'is empty; write a text or switch the message off';
    if (template.enabled && template.channel === 'email' && !template.subject.trim())
      fields[`${at}.subject`] = 'is empty; a mail needs a subject';
    if (template.channel === 'email' && /<script\b|\son\w+\s*=|javascript:/i.test(template.body))
      fields[`${at}.body`] = 'holds a script; mails can not have any';
  }
  if (Object.keys(fields).length > 0) throw invalid('Some texts can not be saved as they are.', fields);
  for (const { event, channel, ...values } of templates)
    await trx
      .updateTable('message_templates')
      .set({ ...values, updated_at: new Date() })
      .where((e) => e.and({ company_id: session.companyId, campaign_id: campaignId, event, channel }))
      .execute();
}

/** The text as a candidate gets it: a real one's tokens where an application is named, else sample ones. */
export async function previewTemplate(
  trx: Trx,
  services: Services,
  session: Session,
  campaignId: number,
  input: z.infer<typeof previewBody>,
) {
  await requireCampaign(trx, session, campaignId);
  const values = input.applicationId
    ? await tokenValuesOf(trx, services.config, session, input.applicationId)
    : await sampleValues(trx, services.config, session.companyId, campaignId);
  const html = input.channel === 'email' ? substitute(input.body, values, { escape: 'html' }) : null;
  return {
    subject: substitute(input.subject, values),
    text: html === null ? substitute(input.body, values) : htmlToText(html),
    html,
    emptyTokens: [...new Set([...emptyTokens(input.subject, values), ...emptyTokens(input.body, values)])],
  };
}
