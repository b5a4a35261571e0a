import { htmlToText } from 'html-to-text';
import type { z } from 'zod';
import { deliverMail } from '#accounts/system-mail.ts';
import { sampleValues, tokenValuesOf } from '#conversations/token-values.ts';
import { emptyTokens, substitute, templateProblems } from '#conversations/tokens.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { requireCampaign } from './policy.ts';
import type { previewBody, Template, testBody } from './schema.ts';
import { words } from './words.ts';

/** Saves texts of a campaign. A text with an unknown token, or one that is on and empty, is refused, field by field. */
export async function saveTemplates(
  trx: Trx,
  session: Session,
  campaignId: number,
  templates: Template[],
): Promise<void> {
  await requireCampaign(trx, session, campaignId);
  const fields: Record<string, Words> = {};
  for (const template of templates)
    for (const [field, problem] of Object.entries(textProblems(template)))
      fields[`${template.event}.${template.channel}.${field}`] = problem;
  if (Object.keys(fields).length > 0) throw invalid(words.textsRefused, fields);
  for (const { event, channel, ...values } of templates)
    await trx
      .updateTable('message_templates')
      .set({ ...values, updated_at: new Date() })
      .where((e) => e.and({ company_id: session.companyId, campaign_id: campaignId, event, channel }))
      .execute();
}

/** What is wrong with a text, by field. One that is off may be unfinished, but not wrong. */
function textProblems(text: Pick<Template, 'channel' | 'enabled' | 'subject' | 'body'>): Record<string, Words> {
  const problems: Record<string, Words> = {};
  for (const field of ['subject', 'body'] as const) {
    const [problem] = templateProblems(text[field]);
    if (problem) problems[field] = problem.words;
  }
  if (text.enabled && !text.body.trim()) problems.body = words.bodyNeeded;
  if (text.channel !== 'email') return problems;
  if (text.enabled && !text.subject.trim()) problems.subject = words.subjectNeeded;
  if (/<script\b|\son\w+\s*=|javascript:/i.test(text.body)) problems.body = words.script;
  return problems;
}

/** Sends a mail as it stands in the editor to whoever edits it; returns the address it went to. */
export async function sendTestMail(
  services: Services,
  session: Session,
  campaignId: number,
  input: z.infer<typeof testBody>,
): Promise<string> {
  const problems = textProblems({ ...input, channel: 'email', enabled: true });
  if (Object.keys(problems).length > 0) throw invalid(words.mailRefused, problems);
  const mail = await withCompany(services.db, session.companyId, async (trx) => {
    const { subject, text, html } = await previewTemplate(trx, services, session, campaignId, {
      ...input,
      channel: 'email',
    });
    const user = await trx
      .selectFrom('users as u')
      .innerJoin('companies as c', 'c.id', 'u.company_id')
      .select(['u.email', 'c.name as company'])
      .where('u.company_id', '=', session.companyId)
      .where('u.id', '=', session.userId)
      .executeTakeFirstOrThrow();
    return { companyId: session.companyId, company: user.company, to: user.email, subject, text, html: html ?? '' };
  });
  await deliverMail(services, mail);
  return mail.to;
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
    : await sampleValues(trx, services.config, session.companyId);
  const html = input.channel === 'email' ? substitute(input.body, values, { escape: 'html' }) : null;
  return {
    subject: substitute(input.subject, values),
    text: html === null ? substitute(input.body, values) : htmlToText(html),
    html,
    emptyTokens: [...new Set([...emptyTokens(input.subject, values), ...emptyTokens(input.body, values)])],
  };
}
