import { z } from 'zod';
import { readPerson } from '#candidates/intake-person.ts';
import type { Language } from '#platform/sentences.ts';
import { words } from './words.ts';

/** What is typed into the form of an opening's page; any of it may be missing or nonsense. */
export const applicantForm = z
  .object({ name: z.string().catch(''), phone: z.string().catch(''), email: z.string().catch('') })
  .catch({ name: '', phone: '', email: '' });
export type ApplicantForm = z.infer<typeof applicantForm>;
export type ApplicantProblems = Partial<Record<keyof ApplicantForm, string>>;

const longestTyped = 1000;

/** The applicant, or what is wrong with each field, in words. A national phone number is one of the campaign's country. */
export function readApplicant(form: ApplicantForm, country: string, language: Language) {
  const [firstName = '', ...rest] = form.name.trim().slice(0, longestTyped).split(/\s+/);
  if (!firstName) return { problems: { name: words.nameNeeded[language] } };
  const typed = { phone: form.phone.slice(0, longestTyped), email: form.email.slice(0, longestTyped) };
  const read = readPerson({ firstName, lastName: rest.join(' '), ...typed }, country);
  if ('person' in read) return { person: read.person };
  const { fields } = read.refusal;
  const problems: ApplicantProblems = {};
  for (const [field, sentence] of Object.entries(fields)) {
    const shown = field === 'phone' || field === 'email' ? field : 'name';
    problems[shown] ??= sentence[language];
  }
  return { problems };
}
