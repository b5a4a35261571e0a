import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { words } from './words.ts';

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
export const campaignParams = z.object({ campaignId: id });

/** The languages in which the bot speaks and the candidates' pages are written. */
export const interviewLanguages = ['en', 'es'] as const;

const title = z
  .string()
  .trim()
  .min(1, says(words.titleNeeded))
  .max(200, says(input.tooLong(200)));
const country = z.string().regex(/^[A-Z]{2}$/, says(input.noCountry));
const language = z.enum(interviewLanguages);

export const newCampaign = z.object({ title, country, language });
export const campaignChange = z.object({
  title: title.optional(),
  country: country.optional(),
  language: language.optional(),
});
export const duplicateBody = z.object({ title });
export const deleteBody = z.object({ title: z.string() });
export const membersBody = z.object({
  userIds: z.array(z.uuid()).max(1000),
  /** Among whom new candidates go round, in this order; left as they are where it is missing. */
  turns: z.array(z.uuid()).max(1000).optional(),
});

export const templateEvents = ['invitation', 'completion', 'shortlisted', 'rejected'] as const;
export type TemplateEvent = (typeof templateEvents)[number];

const longestBody = 200_000;

export const template = z.object({
  event: z.enum(templateEvents),
  channel: z.enum(['sms', 'email']),
  enabled: z.boolean(),
  subject: z.string().max(300),
  /** Plain text for SMS; for e-mail HTML, which for a mail of blocks is made of these. */
  body: z.string().max(longestBody),
  /** The blocks of a mail; null for one whose HTML was typed. Checked when it is saved. */
  document: z.record(z.string(), z.unknown()).nullable().default(null),
});
export type Template = z.infer<typeof template>;
export const templatesBody = z.object({ templates: z.array(template).min(1).max(8) });

export const previewBody = z.object({
  channel: z.enum(['sms', 'email']),
  subject: z.string().max(300).default(''),
  body: z.string().max(longestBody),
  document: template.shape.document,
  applicationId: id.optional(),
});
export const preview = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  /** Of a mail, the HTML with its tokens as they are written. */
  source: z.string().nullable(),
  /** Of a mail, in bytes; above `clipsAt` Gmail hides the rest. */
  size: z.number().nullable(),
  clipsAt: z.number(),
  emptyTokens: z.array(z.string()),
});
export const testBody = previewBody.pick({ subject: true, body: true, document: true, applicationId: true });
export const audio = z.object({ audioBlobKey: z.string(), contentType: z.string(), size: z.number(), url: z.string() });

const person = z.object({ id: z.string(), name: z.string() });
export const campaign = z.object({
  id: z.number(),
  title: z.string(),
  country: z.string(),
  language: z.string(),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: person.nullable(),
  counts: z.object({ inbox: z.number(), completed: z.number(), shortlisted: z.number() }),
  marks: z.object({ autoCall: z.boolean(), chatbot: z.boolean(), inquiry: z.boolean() }),
  can: z.object({ edit: z.boolean(), delete: z.boolean() }),
});
export type CampaignView = z.infer<typeof campaign>;

export const campaignDetails = campaign.extend({
  interview: z.object({
    version: z.number(),
    definition: z.unknown(),
    warning: z.string().nullable(),
    /** Where each sound file can be heard for some hours, by its key. */
    audioUrls: z.record(z.string(), z.string()),
  }),
  templates: z.array(template),
  members: z.array(z.string()),
});

export const member = person.extend({
  email: z.string(),
  role: z.enum(['owner', 'manager']),
  member: z.boolean(),
  reaches: z.boolean(),
  /** Their place in the round robin, from 1. */
  turn: z.number().nullable(),
  /** Their turns are passed over while they are away, deactivated, or do not reach the campaign. */
  away: z.boolean(),
  deactivated: z.boolean(),
});
export const losses = z.object({ applications: z.number(), imports: z.number() });
