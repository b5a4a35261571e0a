import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { inEach, type Words } from '#platform/sentences.ts';
import { beginning } from '#platform/text.ts';
import { personWords, phoneWords } from './words.ts';

/** Somebody who is to become a candidate, as a caller gives them. */
export type NewPerson = {
  firstName: string;
  lastName: string;
  email?: string | null;
  /** National (read with `country`, else with the campaign's country) or international. */
  phone?: string | null;
  /** `ES`, `34` or `+34`. */
  country?: string | null;
  /** Which channel brought them, where one person's differs from the whole list's. */
  source?: string | null;
  /** Anything else that is known; texts, numbers and yes/no. */
  others?: Record<string, unknown> | null;
  /** A file of the blob store. */
  resume?: { key: string; name: string } | null;
  /** A repeat of the same request gets the first one's answer. */
  idempotencyKey?: { key: string; fingerprint: string } | null;
};

/** The same, checked and in the form in which it is stored: e-mail in lower case, phone as E.164. */
export type ReadPerson = {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  source: string | null;
  others: Record<string, string>;
  resume: { key: string; name: string } | null;
  idempotencyKey: { key: string; fingerprint: string } | null;
};

export type PersonField = 'firstName' | 'lastName' | 'email' | 'phone' | 'country' | 'source' | 'others';
/** What is wrong with a person: the first problem's stable code, and words for each field. */
export type Refusal = { code: string; reason: Words; fields: Partial<Record<PersonField, Words>> };

type Problem = { field: PersonField; code: string; words: Words };

const longestName = 200;
const longestEmail = 254;
const mostOthers = 100;
const longestOther = 4000;

/** Reads a person by the campaign's country. Every problem is listed, not the first alone. */
export function readPerson(given: NewPerson, campaignCountry: string): { person: ReadPerson } | { refusal: Refusal } {
  const problems: Problem[] = [];
  const firstName = readLine(given.firstName, 'firstName', problems);
  const lastName = readLine(given.lastName, 'lastName', problems);
  const email = readEmail(given.email ?? '', problems);
  const phone = readPhone(given.phone ?? '', given.country ?? '', campaignCountry, problems);
  const source = readLine(given.source ?? '', 'source', problems) || null;
  const others = readOthers(given.others ?? {}, problems);
  if (problems.length === 0 && !firstName && !lastName)
    problems.push({ field: 'firstName', code: 'name_missing', words: personWords.nameMissing });
  if (problems.length === 0 && !email && !phone) problems.push(...contactMissing);
  if (problems.length > 0) return { refusal: refuse(problems) };
  const { resume = null, idempotencyKey = null } = given;
  return { person: { firstName, lastName, email, phone, source, others, resume, idempotencyKey } };
}

const contactMissing: Problem[] = (['email', 'phone'] as const).map((field) => ({
  field,
  code: 'contact_missing',
  words: personWords.contactMissing,
}));

function refuse(problems: Problem[]): Refusal {
  const fields: Refusal['fields'] = {};
  for (const problem of problems) fields[problem.field] ??= problem.words;
  const reason = inEach((language) => [...new Set(problems.map((problem) => problem.words[language]))].join(' '));
  return { code: problems[0]?.code ?? 'invalid_input', reason, fields };
}

// Line breaks and tabs are what a form or a spreadsheet leaves behind; other control characters are no part of a text.
const blank = /[\s\u00a0]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/;

function readLine(text: string, field: 'firstName' | 'lastName' | 'source', problems: Problem[]): string {
  if (!isClean(text)) {
    problems.push({ field, code: 'invalid_text', words: personWords.unclean(field) });
    return '';
  }
  const line = text.normalize('NFC').replace(blank, ' ').trim();
  if (line.length > longestName) {
    problems.push({ field, code: 'too_long', words: personWords.tooLong(field, line.length, longestName) });
    return '';
  }
  return line;
}

function isClean(text: string): boolean {
  return text.isWellFormed() && !control.test(text);
}

const emailForm =
  /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

function readEmail(text: string, problems: Problem[]): string | null {
  const email = text.trim().normalize('NFC').toLowerCase();
  if (!email) return null;
  if (email.length > longestEmail) {
    problems.push({
      field: 'email',
      code: 'too_long',
      words: personWords.tooLong('email', email.length, longestEmail),
    });
    return null;
  }
  const [local = ''] = email.split('@');
  if (
    !isClean(email) ||
    !emailForm.test(email) ||
    local.startsWith('.') ||
    local.endsWith('.') ||
    local.includes('..')
  ) {
    problems.push({ field: 'email', code: 'invalid_email', words: personWords.noEmail(quote(email)) });
    return null;
  }
  return email;
}

function readPhone(text: string, country: string, campaignCountry: string, problems: Problem[]): string | null {
  const given = text.trim();
  if (!given) return null;
  const region = readRegion(country.trim(), campaignCountry);
  if (!region) {
    problems.push({ field: 'country', code: 'invalid_country', words: personWords.noCountry(quote(country)) });
    return null;
  }
  const phone = given.length <= 60 && isClean(given) ? parsePhoneNumberFromString(given, region) : undefined;
  if (!phone?.isPossible() || !/^\+[0-9]{4,15}$/.test(phone.number)) {
    problems.push({ field: 'phone', code: 'invalid_phone', words: phoneProblem(given, region) });
    return null;
  }
  return phone.number;
}

type Region = { defaultCountry?: CountryCode; defaultCallingCode?: string };

const regions = new Map<string, Region | null>();

function readRegion(country: string, campaignCountry: string): Region | null {
  const name = country || campaignCountry;
  let region = regions.get(name);
  if (region === undefined) {
    region = findRegion(name);
    if (!country) region ??= {};
    if (name.length <= 5) regions.set(name, region);
  }
  return region;
}

function findRegion(name: string): Region | null {
  const letters = name.toUpperCase();
  if (isSupportedCountry(letters)) return { defaultCountry: letters };
  const code = /^(?:\+|00)?\s*([1-9][0-9]{0,2})$/.exec(name)?.[1];
  return code && callingCodes().has(code) ? { defaultCallingCode: code } : null;
}

let knownCodes: Set<string> | undefined;

function callingCodes(): Set<string> {
  knownCodes ??= new Set(
    Object.keys(examples).map((country) => getCountryCallingCode(country as CountryCode) as string),
  );
  return knownCodes;
}

function phoneProblem(given: string, region: Region): Words {
  const country = region.defaultCountry;
  const length = validatePhoneNumberLength(given.slice(0, 60), region);
  const problem = phoneWords[!length || length === 'NOT_A_NUMBER' ? 'unreadable' : length](quote(given));
  const example = country ? getExampleNumber(country, examples) : undefined;
  return country && example
    ? phoneWords.inCountry(problem, country, example.formatNational(), example.formatInternational())
    : phoneWords.withCountry(problem);
}

function readOthers(given: Record<string, unknown>, problems: Problem[]): Record<string, string> {
  const entries = Object.entries(given);
  const problem = (code: string, words: Words) => problems.push({ field: 'others', code, words });
  if (entries.length > mostOthers) {
    problem('too_many', personWords.tooManyDetails(entries.length, mostOthers));
    return {};
  }
  const others: Record<string, string> = {};
  for (const [given, value] of entries) {
    const key = detailName(given);
    if (value === null || value === undefined) continue;
    if (typeof value === 'object') problem('nested', personWords.nestedDetail(quote(key)));
    else if (!key.trim() || key.length > longestName || !isClean(key))
      problem('invalid_text', personWords.wrongDetailName(quote(key)));
    else if (String(value).length > longestOther)
      problem('too_long', personWords.detailTooLong(quote(key), String(value).length, longestOther));
    else if (!isClean(String(value))) problem('invalid_text', personWords.detailUnclean(quote(key)));
    else others[key] = String(value);
  }
  return others;
}

/** The one name that objects have no room for, so that what stands under it does not get lost on its way. */
function detailName(given: string): string {
  return given === '__proto__' ? '_proto_' : given;
}

/** What was given, short enough to stand in a message. */
function quote(text: string): string {
  const clean = text.toWellFormed().replace(/\p{C}/gu, '?');
  return `"${clean.length > 60 ? `${beginning(clean, 60)}…` : clean}"`;
}
