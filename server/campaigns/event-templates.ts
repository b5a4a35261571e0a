import { z } from 'zod';
import { gapTexts } from '#channels/templates/schema.ts';
import { slotsOf } from '#channels/templates/template.ts';
import { findSendable } from '#channels/templates/templates.ts';
import { words as templateWords } from '#channels/templates/words.ts';
import { templateProblems } from '#conversations/tokens.ts';
import type { Trx } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Words } from '#platform/sentences.ts';
import { requireCampaign } from './policy.ts';
import { id, templateEvents } from './schema.ts';
import { words } from './words.ts';

/** Which approved text goes out at an event, and what stands in its gaps. */
export const eventTemplate = z.object({
  event: z.enum(templateEvents),
  templateId: id,
  parameters: gapTexts,
});
export const eventTemplates = z.array(eventTemplate).max(templateEvents.length);
export const eventTemplatesBody = z.object({ events: eventTemplates });
type EventTemplates = z.infer<typeof eventTemplates>;

export async function readEventTemplates(trx: Trx, session: Session, campaignId: number): Promise<EventTemplates> {
  await requireCampaign(trx, session, campaignId);
  const rows = await trx
    .selectFrom('campaign_approved_templates')
    .select(['event', 'template_id', 'parameters'])
    .where('company_id', '=', session.companyId)
    .where('campaign_id', '=', campaignId)
    .orderBy('event')
    .execute();
  return rows.map(({ event, template_id: templateId, parameters }) => ({
    event: event as EventTemplates[number]['event'],
    templateId,
    parameters: parameters as Record<string, string>,
  }));
}

/** Events that are not named have none from now on. Refused is an empty gap, an unknown token, what can not be sent. */
export async function saveEventTemplates(
  trx: Trx,
  session: Session,
  campaignId: number,
  given: EventTemplates,
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const { companyId } = session;
  const fields: Record<string, Words> = {};
  const rows = [];
  for (const { event, templateId, parameters } of given) {
    const template = await findSendable(trx, companyId, templateId);
    if (!template) fields[`${event}.templateId`] = templateWords.notSendable;
    const slots = template ? slotsOf(template.parts) : [];
    for (const { key } of slots) {
      const [problem] = templateProblems(parameters[key] ?? '');
      if (!parameters[key]?.trim()) fields[`${event}.${key}`] = templateWords.gap;
      else if (problem) fields[`${event}.${key}`] = problem.words;
    }
    const kept = Object.fromEntries(slots.map(({ key }) => [key, parameters[key] ?? '']));
    rows.push({ event, template_id: templateId, parameters: JSON.stringify(kept) });
  }
  if (Object.keys(fields).length > 0) throw invalid(words.textsRefused, fields);
  const ofCampaign = { company_id: companyId, campaign_id: campaignId };
  await trx
    .deleteFrom('campaign_approved_templates')
    .where((e) => e.and(ofCampaign))
    .execute();
  if (rows.length > 0)
    await trx
      .insertInto('campaign_approved_templates')
      .values(rows.map((row) => ({ ...ofCampaign, ...row })))
      .onConflict((on) => on.doNothing())
      .execute();
}

export async function copyEventTemplates(trx: Trx, companyId: number, from: number, to: number): Promise<void> {
  await trx
    .insertInto('campaign_approved_templates')
    .columns(['company_id', 'campaign_id', 'event', 'template_id', 'parameters'])
    .expression((e) =>
      e
        .selectFrom('campaign_approved_templates')
        .select(({ val }) => ['company_id', val(to).as('campaign_id'), 'event', 'template_id', 'parameters'])
        .where('company_id', '=', companyId)
        .where('campaign_id', '=', from),
    )
    .execute();
}
