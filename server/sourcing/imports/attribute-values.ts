import { unfitOf } from '#candidates/attributes/details.ts';
import { readValue, writingOf } from '#candidates/attributes/values.ts';
import type { IntakeCampaign } from '#candidates/intake-campaigns.ts';
import type { Language } from '#platform/sentences.ts';
import { beginning } from '#platform/text.ts';
import type { Reading } from './reading.ts';
import { words } from './words.ts';

/** What is stored of a row though it is not of its attribute's type, in words; null where everything is. */
export function warningOf(
  others: Record<string, string>,
  { attributes, country }: IntakeCampaign,
  language: Language,
): string | null {
  if (attributes.length === 0) return null;
  const unfit = unfitOf(others, attributes, writingOf(country)).map(
    ({ attribute: { name, type }, value }) => words.unfit(name, shortened(value), type)[language],
  );
  return unfit.length > 0 ? [words.added[language], ...unfit].join(' ') : null;
}

function shortened(value: string): string {
  return value.length > 60 ? `${beginning(value, 59)}…` : value;
}

/** What the shown cells of a column would be as this attribute, by its key: in its own form, null where they do not fit. */
export function readColumn(
  { headers, preview }: Reading,
  column: number,
  key: string,
  { attributes, country }: IntakeCampaign,
): { text: string; value: string | null }[] {
  const attribute = attributes.find((one) => one.key === key && !one.archived);
  if (!attribute) return [];
  // What is taken for the header may turn out to be a row of people.
  const texts = new Set([headers, ...preview].map((row) => row[column] ?? ''));
  return [...texts].flatMap((text) =>
    text.trim() ? [{ text, value: readValue(attribute, text, writingOf(country)) }] : [],
  );
}
