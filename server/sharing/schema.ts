import { z } from 'zod';
import { applicationParams, id, response } from '#candidates/schema.ts';
import { typed } from '#conversations/schema.ts';

/** What a link may show of an application, beside the name and the campaign. */
export const parts = ['contact', 'resume', 'responses', 'chat', 'comments'] as const;
export type Part = (typeof parts)[number];

export const shareParams = applicationParams.extend({ shareId: id });
const mostMails = 8;
const address = z.email().max(254);

export const mailBody = z.object({
  emails: z.array(address).min(1).max(mostMails),
  note: typed(1000).optional(),
});
export type MailBody = z.infer<typeof mailBody>;

export const shareBody = z.object({
  shows: z.array(z.enum(parts)).max(parts.length),
  /** Whether the guest may propose to shortlist or reject. */
  mayPropose: z.boolean().default(false),
  days: z.number().int().min(1).max(90).default(14),
  emails: z.array(address).max(mostMails).default([]),
  note: typed(1000).optional(),
});
export type ShareBody = z.infer<typeof shareBody>;

const verdict = z.enum(['shortlist', 'reject']);
export type Verdict = z.infer<typeof verdict>;

export const shareView = z.object({
  id: z.number(),
  state: z.enum(['active', 'expired', 'revoked']),
  shows: z.array(z.enum(parts)),
  mayPropose: z.boolean(),
  /** Who made it; null where they are gone. */
  by: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  views: z.number(),
  lastSeenAt: z.string().nullable(),
  mails: z.array(z.object({ to: z.string(), state: z.enum(['waiting', 'sent', 'failed']) })),
  proposals: z.array(z.object({ verdict, name: z.string(), comment: z.string(), at: z.string() })),
});
export type ShareView = z.infer<typeof shareView>;

export const linksQuery = z.object({
  state: shareView.shape.state.optional(),
  /** Those alone that the caller has made. */
  mine: z.literal('true').optional(),
  before: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type LinksQuery = z.infer<typeof linksQuery>;

/** A link, and what it shows. */
const sharedLink = shareView.extend({
  applicationId: z.number(),
  candidate: z.string(),
  campaign: z.string().nullable(),
  /** Null of one that ended because its maker left, or lost the campaign. */
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
});
export type SharedLink = z.infer<typeof sharedLink>;
/** `before` the next page begins. */
export const linksPage = z.object({ items: z.array(sharedLink), before: z.number().nullable() });

/** `link` is shown this once: only its hash is kept. */
export const madeShare = z.object({ share: shareView, link: z.string() });

export const guestParams = z.object({ token: z.string().max(100) });
export const fileParams = z.object({ token: z.string().max(2000) });

export const verdictBody = z.object({
  verdict,
  name: typed(100),
  comment: z
    .string()
    .trim()
    .max(2000)
    .refine((text) => !text.includes('\0') && text.isWellFormed())
    .default(''),
});
export type VerdictBody = z.infer<typeof verdictBody>;

const file = z.object({ name: z.string(), contentType: z.string(), url: z.string() });

/** What a guest sees; a part that the link does not show is null. */
export const guestView = z.object({
  language: z.string(),
  company: z.string(),
  campaign: z.string().nullable(),
  name: z.string(),
  contact: z.object({ email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  /** Null where it is not shown; `file` null where there is none. */
  resume: z.object({ file: z.object({ name: z.string(), url: z.string() }).nullable() }).nullable(),
  responses: z.array(response).nullable(),
  chat: z
    .array(
      z.object({
        at: z.string(),
        from: z.enum(['candidate', 'bot', 'team']),
        text: z.string(),
        files: z.array(file),
      }),
    )
    .nullable(),
  comments: z.array(z.object({ at: z.string(), by: z.string(), text: z.string() })).nullable(),
  mayPropose: z.boolean(),
  expiresAt: z.string(),
});
export type GuestView = z.infer<typeof guestView>;
