import { htmlToText } from 'html-to-text';
import type { z } from 'zod';
import { deliverMail } from '#accounts/system-mail.ts';
import { limitsOf } from '#channels/limits.ts';
import { sampleValues, tokenValuesOf } from '#conversations/token-values.ts';
import { emptyTokens, substitute, templateProblems } from '#conversations/tokens.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { invalid } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { languageOf, type Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { gmailClip } from './letters/compile.ts';
import { type FinishedLetter, finishLetter, type LetterProblems } from './letters/letters.ts';
import { words as letterWords } from './letters/words.ts';
import { requireCampaign } from './policy.ts';
import type { previewBody, Template, testBody } from './schema.ts';
import { type PredefinedTemplate, predefinedTemplates } from './templates/predefined.ts';
import { words } from './words.ts';

type Config = Pick<Services, 'config'>;

/** Saves texts of a campaign. A text with an unknown token, or one that is on and empty, is refused, field by field. */
export async function saveTemplates(
  trx: Trx,
  { config }: Config,
  session: Session,
  campaignId: number,
  templates: Template[],
): Promise<void> {
  const setting = { language: await languageOfCampaign(trx, session, campaignId), publicUrl: config.publicUrl };
  const fields: LetterProblems = {};
  const finished: StoredTemplate[] = [];
  for (const template of templates) {
    const result = await finish(trx, session.companyId, template, setting);
    if ('template' in result) finished.push(result.template);
    else
      for (const [field, problem] of Object.entries(result.problems))
        fields[`${template.event}.${template.channel}.${field}`] = problem;
  }
  if (Object.keys(fields).length > 0) throw invalid(words.textsRefused, fields);
  for (const { event, channel, document, plainText, ...values } of finished)
    await trx
      .updateTable('message_templates')
      .set({ ...values, document: document && JSON.stringify(document), plain_text: plainText, updated_at: new Date() })
      .where((e) => e.and({ company_id: session.companyId, campaign_id: campaignId, event, channel }))
      .execute();
}

type StoredTemplate = Pick<Template, 'event' | 'channel' | 'enabled'> & FinishedLetter;

async function finish(
  trx: Trx,
  companyId: number,
  template: Template,
  setting: { language: string; publicUrl: string },
): Promise<{ template: StoredTemplate } | { problems: LetterProblems }> {
  if (template.channel === 'sms') {
    const [problem] = templateProblems(template.body);
    if (problem) return { problems: { body: problem.words } };
    const { text: longest } = limitsOf('sms');
    if (template.body.length > longest) return { problems: { body: input.tooLong(longest) } };
    if (template.enabled && !template.body.trim()) return { problems: { body: words.bodyNeeded } };
    return { template: { ...template, document: null, plainText: null } };
  }
  const result = await finishLetter(trx, companyId, template, setting);
  const problems = { ...missingIn(template), ...('problems' in result ? result.problems : {}) };
  if (Object.keys(problems).length > 0 || 'problems' in result) return { problems };
  return { template: { ...template, ...result.letter } };
}

/** What a mail lacks. One that is off may be unfinished. */
function missingIn({ enabled, subject, body, document }: Pick<Template, 'enabled' | 'subject' | 'body' | 'document'>) {
  const problems: Record<string, Words> = {};
  if (!enabled) return problems;
  if (!subject.trim()) problems.subject = words.subjectNeeded;
  const blocks = document?.blocks;
  if (document ? Array.isArray(blocks) && blocks.length === 0 : !body.trim()) problems.body = words.bodyNeeded;
  return problems;
}

/** Sends a mail as it stands in the editor to whoever edits it, marked as a test; returns the address it went to. */
export async function sendTestMail(
  services: Services,
  session: Session,
  campaignId: number,
  input: z.infer<typeof testBody>,
): Promise<string> {
  const problems = missingIn({ ...input, enabled: true });
  if (Object.keys(problems).length > 0) throw invalid(words.mailRefused, problems);
  const mail = await withCompany(services.db, session.companyId, async (trx) => {
    const draft = { ...input, channel: 'email' as const };
    const { subject, text, html } = await previewTemplate(trx, services, session, campaignId, draft);
    const user = await trx
      .selectFrom('users as u')
      .innerJoin('companies as c', 'c.id', 'u.company_id')
      .select(['u.email', 'u.language', 'c.name as company'])
      .where('u.company_id', '=', session.companyId)
      .where('u.id', '=', session.userId)
      .executeTakeFirstOrThrow();
    const marked = letterWords.testSubject(subject)[languageOf(user.language)];
    return {
      companyId: session.companyId,
      company: user.company,
      to: user.email,
      subject: marked,
      text,
      html: html ?? '',
    };
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
  const language = await languageOfCampaign(trx, session, campaignId);
  const values = input.applicationId
    ? await tokenValuesOf(trx, services.config, session, input.applicationId)
    : await sampleValues(trx, services.config, session.companyId);
  const subject = substitute(input.subject, values);
  const emptyIn = (...texts: string[]) => [...new Set(texts.flatMap((text) => emptyTokens(text, values)))];
  const clipsAt = gmailClip;
  if (input.channel === 'sms')
    return {
      subject,
      text: substitute(input.body, values),
      html: null,
      source: null,
      size: null,
      clipsAt,
      emptyTokens: emptyIn(input.subject, input.body),
    };
  const setting = { language, publicUrl: services.config.publicUrl };
  const result = await finishLetter(trx, session.companyId, input, setting);
  if ('problems' in result) throw invalid(words.mailRefused, result.problems);
  const { body, plainText } = result.letter;
  const html = substitute(body, values, { escape: 'html' });
  return {
    subject,
    text: plainText === null ? htmlToText(html) : substitute(plainText, values),
    html,
    source: body,
    size: Buffer.byteLength(html),
    clipsAt,
    emptyTokens: emptyIn(input.subject, body),
  };
}

/** The predefined texts of the campaign's language (C10), to begin anew with. */
export async function predefinedOf(trx: Trx, session: Session, campaignId: number): Promise<PredefinedTemplate[]> {
  return predefinedTemplates(await languageOfCampaign(trx, session, campaignId));
}

async function languageOfCampaign(trx: Trx, session: Session, campaignId: number): Promise<string> {
  await requireCampaign(trx, session, campaignId);
  const { language } = await trx
    .selectFrom('campaigns')
    .select('language')
    .where('company_id', '=', session.companyId)
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
  return language;
}
