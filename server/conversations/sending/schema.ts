import { isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { input } from '#platform/words.ts';
import { templateProblems } from '../tokens.ts';
import { words } from './words.ts';

/** `08:00`; the end of a day may be `24:00`. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, says(words.noTime));

const day = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from < to, says(words.hoursReversed))
  .nullable();

const limit = (most: number) => z.number().int(says(words.noWholeNumber)).max(most).nullable();

const helpText = z
  .string()
  .trim()
  .max(480, says(input.tooLong(480)))
  .superRefine((text, context) => {
    const [problem] = templateProblems(text);
    if (problem) context.addIssue({ code: 'custom', message: says(problem.words) });
  });

export const languages = ['en', 'es'] as const;

export const settingsBody = z.object({
  hoursOn: z.boolean(),
  /** From Monday to Sunday, by the candidate's clocks; null: nothing leaves by itself on that day. */
  hours: z.array(day).length(7),
  /** Parts of SMS a month; null: no cap. */
  smsCap: limit(100_000_000).refine((cap) => cap === null || cap >= 0, says(input.tooSmall(0))),
  numberADay: limit(10_000).refine((most) => most === null || most > 0, says(input.tooSmall(1))),
  prefixAnHour: limit(1_000_000).refine((most) => most === null || most > 0, says(input.tooSmall(1))),
  /** Of the number with its country's code. */
  prefixDigits: z.number().int().min(3).max(12),
  /** Null: the company's country and those of its campaigns. */
  countries: z
    .array(z.string().refine((code): boolean => isSupportedCountry(code), says(input.noCountry)))
    .min(1, says(words.noCountries))
    .max(300)
    .nullable(),
  /** The answer to HELP by language; an empty one is the predefined one. */
  helpTexts: z.object({ en: helpText, es: helpText }),
});
export type SettingsBody = z.infer<typeof settingsBody>;

export const use = z.object({
  /** Parts of SMS that have left in this month of the company's time zone. */
  used: z.number(),
  cap: z.number().nullable(),
  /** `near`: four fifths are used. `reached`: nothing more leaves. */
  level: z.enum(['fine', 'near', 'reached']),
});

export const settingsView = settingsBody.extend({
  predefinedHelp: z.object({ en: z.string(), es: z.string() }),
  /** What null stands for in `countries`. */
  ownCountries: z.array(z.string()),
  timeZone: z.string(),
  use,
});
