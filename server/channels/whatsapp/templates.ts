import { z } from 'zod';
import type { Words } from '#platform/sentences.ts';
import type { Connected } from '../adapter.ts';
import { gapsOf, type TemplateParts } from '../templates/template.ts';
import type { ListedTemplate, Quality, TemplateNews } from '../templates/templates.ts';
import { call, refused } from './api.ts';
import type { WhatsappValues } from './fields.ts';

const wanted = 'id,name,language,category,status,quality_score,parameter_format,components';
const pageSize = 100;
/** An account may have some thousands. */
const mostPages = 100;

/** What an account has written, whatever Meta thinks of it. */
export async function listTemplates(whatsapp: Connected<WhatsappValues>): Promise<ListedTemplate[] | { why: Words }> {
  const listed: ListedTemplate[] = [];
  let after = '';
  for (let page = 0; page < mostPages; page++) {
    const query = new URLSearchParams({ fields: wanted, limit: String(pageSize), ...(after ? { after } : {}) });
    const answer = await call(whatsapp, `/${whatsapp.values.businessAccountId}/message_templates?${query}`);
    if (answer.status !== 200) return { why: refused(answer) };
    const { data = [], paging = {} } = answer.body as { data?: unknown[]; paging?: Paging };
    listed.push(...data.flatMap((given) => readTemplate(given)));
    after = paging.next ? (paging.cursors?.after ?? '') : '';
    if (!after) return listed;
  }
  return listed;
}

type Paging = { next?: string; cursors?: { after?: string } };

const text = z.string();
const texts = z.array(text).catch([]);
const named = z.array(z.object({ param_name: text, example: text })).catch([]);
const component = z.object({
  type: text,
  format: text.optional(),
  text: text.optional(),
  buttons: z
    .array(z.object({ type: text, text: text.default(''), url: text.optional(), example: z.unknown().optional() }))
    .default([]),
  example: z
    .object({
      header_text: texts.optional(),
      body_text: z.array(texts).catch([]).optional(),
      header_text_named_params: named.optional(),
      body_text_named_params: named.optional(),
    })
    .catch({})
    .default({}),
});
type Component = z.infer<typeof component>;

const template = z.object({
  id: text.min(1).max(100),
  name: text.min(1).max(600),
  language: text.min(1).max(20),
  category: text.default(''),
  status: text.default(''),
  quality_score: z.object({ score: text }).nullish().catch(null),
  parameter_format: text.nullish(),
  components: z.array(component).default([]),
});

/** Nothing where Meta says something that is no template. */
function readTemplate(given: unknown): ListedTemplate[] {
  const { data } = template.safeParse(given);
  if (!data) return [];
  const { id: providerId, name, language, category, status, quality_score: quality } = data;
  return [
    {
      providerId,
      name,
      language,
      category: category.toLowerCase(),
      status: status.toLowerCase(),
      quality: readQuality(quality?.score) ?? null,
      parts: partsOf(data.components, data.parameter_format === 'NAMED'),
    },
  ];
}

/** Undefined for what is none. */
export function readQuality(score: string | undefined): Quality | null | undefined {
  if (score === undefined) return undefined;
  const quality = score.toLowerCase();
  return quality === 'green' || quality === 'yellow' || quality === 'red' ? quality : null;
}

function partsOf(components: Component[], isNamed: boolean): TemplateParts {
  const find = (type: string) => components.find((one) => one.type === type);
  const [header, body, footer] = [find('HEADER'), find('BODY'), find('FOOTER')];
  const buttons = components.flatMap((one) => one.buttons);
  const withFile = header !== undefined && header.format !== undefined && header.format !== 'TEXT';
  const known = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'];
  const odd = components.some(({ type }) => !known.includes(type)) || buttons.some(({ type }) => !simple.has(type));
  return {
    header: withFile ? null : (header?.text ?? null),
    body: body?.text ?? '',
    footer: footer?.text ?? null,
    buttons: buttons.map(({ type, text: label, url }) =>
      type === 'URL' ? { kind: 'url', text: label, url: url ?? '' } : { kind: 'other', text: label },
    ),
    examples: { ...examplesOf('header', header), ...examplesOf('body', body) },
    named: isNamed,
    unsupported: withFile ? 'file' : odd ? 'button' : null,
  };
}

/** Those that need nothing from us, or a text alone. */
const simple = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER']);

function examplesOf(place: 'header' | 'body', given: Component | undefined): Record<string, string> {
  const { example = {} } = given ?? {};
  const byName = (place === 'header' ? example.header_text_named_params : example.body_text_named_params) ?? [];
  const inOrder = (place === 'header' ? example.header_text : example.body_text?.[0]) ?? [];
  const values = [
    ...gapsOf(given?.text ?? '').map((name, at) => [name, inOrder[at]] as const),
    ...byName.map(({ param_name: name, example: value }) => [name, value] as const),
  ];
  return Object.fromEntries(values.flatMap(([name, value]) => (value ? [[`${place}.${name}`, value]] : [])));
}

/** Of what is told in a webhook; the rest of it is in the list. */
export const news = z.object({
  message_template_name: text,
  message_template_language: text,
  event: text.optional(),
  new_quality_score: text.optional(),
});

/** Meta writes `en_US` in its list and `en-US` here. */
export function newsOf(given: z.infer<typeof news>, seconds: number): TemplateNews {
  const { message_template_name: name, message_template_language: language, event, new_quality_score: score } = given;
  const quality = readQuality(score);
  const status = event && (statuses[event] ?? event.toLowerCase());
  return {
    name,
    language: language.replace('-', '_'),
    at: new Date(seconds * 1000),
    ...(status ? { status } : {}),
    ...(quality === undefined ? {} : { quality }),
  };
}

/** An event that is not the name of the status that it leads to. */
const statuses: Record<string, string> = { REINSTATED: 'approved', UNPAUSED: 'approved' };
