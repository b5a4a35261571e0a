/** The parts of an approved text. `unsupported` says what of it can not be filled in here. */
export type TemplateParts = {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: { kind: 'url' | 'other'; text: string; url?: string | undefined }[];
  /** By slot. */
  examples: Record<string, string>;
  /** Whether its gaps have names instead of numbers. */
  named: boolean;
  unsupported: 'file' | 'button' | null;
};

/** A gap of a text: `key` is `body.1`, `header.name`, `button.0`. */
export type Slot = { key: string; example: string };

/** What a message says of the approved text that it is: final, in the order of the gaps. */
export type TemplateContent = {
  name: string;
  language: string;
  named: boolean;
  header: Parameter[];
  body: Parameter[];
  buttons: { index: number; text: string }[];
};
type Parameter = { name: string; text: string };

/** Of an approved text, what a message is made of. */
export type Approved = { name: string; language: string; parts: TemplateParts };

const gap = /\{\{\s*(\w+)\s*\}\}/g;

/** Each gap once, in the order in which they stand. */
export function slotsOf({ header, body, buttons, examples }: TemplateParts): Slot[] {
  const places = [
    ...gapsOf(header ?? '').map((name) => `header.${name}`),
    ...gapsOf(body).map((name) => `body.${name}`),
    ...buttons.flatMap(({ url }, at) => (gapsOf(url ?? '').length > 0 ? [`button.${at}`] : [])),
  ];
  return places.map((key) => ({ key, example: examples[key] ?? '' }));
}

export function gapsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(gap), ([, name]) => name as string))];
}

/** The text as the candidate reads it. A gap for which there is no value stays as it is written. */
export function textOfTemplate(
  { header, body, footer, buttons }: TemplateParts,
  values: Record<string, string>,
): string {
  const filled = (place: string, text: string) =>
    text.replace(gap, (written, name: string) => oneLine(values[`${place}.${name}`]) || written);
  const links = buttons.map(({ text, url }, at) =>
    url === undefined
      ? `[${text}]`
      : `[${text}] ${url.replace(gap, (written) => oneLine(values[`button.${at}`]) || written)}`,
  );
  const parts = [header && filled('header', header), filled('body', body), footer, links.join('\n')];
  return parts.filter(Boolean).join('\n\n');
}

export function contentOfTemplate(
  { name, language, parts }: Approved,
  values: Record<string, string>,
): TemplateContent {
  const parameters = (place: 'header' | 'body') =>
    gapsOf(parts[place] ?? '').map((one) => ({ name: one, text: oneLine(values[`${place}.${one}`]) }));
  const buttons = parts.buttons.flatMap(({ url }, index) =>
    gapsOf(url ?? '').length > 0 ? [{ index, text: oneLine(values[`button.${index}`]) }] : [],
  );
  return { name, language, named: parts.named, header: parameters('header'), body: parameters('body'), buttons };
}

/** Gaps that would stay empty: such a message is refused by the provider. */
export function hasGap({ header, body, buttons }: TemplateContent): boolean {
  return [...header, ...body, ...buttons].some(({ text }) => text === '');
}

/** What is filled in has no line breaks, and no more than four spaces in a row: so WhatsApp wants it. */
function oneLine(value: string | undefined): string {
  return (value ?? '').replace(/\s+/g, ' ').trim();
}
