import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from './words.ts';

const typed = z.string().trim();

/** What an owner takes over from the account's settings at WeChat; the last two they choose there themselves. */
export const fields = z.object({
  developerId: typed.regex(/^wx[0-9a-zA-Z]{16}$/, says(words.idForm)),
  developerSecret: typed.min(1).max(200).meta({ secret: true }),
  serverToken: typed.regex(/^[0-9A-Za-z]{3,32}$/, says(words.tokenForm)).meta({ secret: true }),
  /** Empty for plain mode. */
  messageKey: typed
    .regex(/^([0-9A-Za-z]{43})?$/, says(words.keyForm))
    .default('')
    .meta({ secret: true }),
});

export type WechatValues = z.infer<typeof fields>;
