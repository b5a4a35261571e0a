import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { words } from './words.ts';

/** A name that a company gives to something of its own; blanks around it do not count. */
export const givenName = (most: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .min(1, says(words.nameNeeded))
    .max(most, says(input.tooLong(most)))
    .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed(), says(words.nameUnclean));
