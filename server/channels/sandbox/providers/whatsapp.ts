import { createHash } from 'node:crypto';
import { readReference, referenceOf } from '../../reference.ts';
import { whatsapp } from '../../whatsapp/adapter.ts';
import type { fields, WhatsappValues } from '../../whatsapp/fields.ts';
import type {
  ApiAnswer,
  ApiReading,
  ApiRequest,
  Report,
  SandboxProvider,
  StoredFile,
  TakenMessage,
  Taps,
  Webhook,
  Writing,
} from '../provider.ts';
import { graphProblem, isGraphToken, metaDigits, signedByMeta } from './meta.ts';
import { listSamples, type SentTemplate, showSample, tapOfTemplate } from './whatsapp-templates.ts';

const graph = 'graph.facebook.com';
const filesHost = 'lookaside.fbsbx.com';

/** WhatsApp's Cloud API, as far as its adapter uses it. */
export const whatsappSandbox: SandboxProvider<typeof fields> = {
  adapter: whatsapp,
  values: (derive) => ({
    phoneNumberId: metaDigits(derive('number')),
    businessAccountId: metaDigits(derive('account')),
    accessToken: derive('token'),
    appSecret: derive('app'),
    verifyToken: derive('word'),
    messagesPerSecond: 80,
  }),
  addressOf: (phone) => (phone.startsWith('+') ? phone : null),
  api: {
    read,
    accept: ({ to }, id) => {
      const wa_id = to.replace('+', '');
      const contacts = [{ input: wa_id, wa_id }];
      return { status: 200, body: { messaging_product: 'whatsapp', contacts, messages: [{ id }] } };
    },
    refuse: () => graphProblem(400, 131026, 'This person can not get messages on WhatsApp.'),
    busy: () => ({ ...graphProblem(429, 130429, 'Rate limit hit.'), headers: { 'retry-after': '20' } }),
    uploaded: (id) => ({ status: 200, body: { id } }),
    file: fileOf,
  },
  write: (writing, { values }) => signed(values, writtenBy(writing, values)),
  report: (reports, { values }) => [signed(values, { statuses: reports.map(statusOf) })],
  tellsReading: true,
};

function read({ method, url, headers, body, form }: ApiRequest, values: WhatsappValues): ApiReading {
  if (!isGraphToken(headers, values.accessToken)) return answer(graphProblem(401, 190, 'Invalid OAuth access token.'));
  const file = /^\/(?:v[\d.]+|files)\/(\d+)$/.exec(url.pathname);
  if (method === 'GET' && file) return { kind: 'file', messageId: Number(file[1]) };
  if (method === 'POST' && form?.files.file && url.pathname.endsWith(`/${values.phoneNumberId}/media`))
    return { kind: 'upload', file: form.files.file };
  if (method === 'GET' && url.pathname.endsWith(`/${values.businessAccountId}/message_templates`))
    return answer(listSamples(values.businessAccountId));
  if (method !== 'POST' || !url.pathname.endsWith(`/${values.phoneNumberId}/messages`))
    return answer(graphProblem(400, 100, `Unsupported request: ${method} ${url.pathname}`));
  const given = JSON.parse(body) as Sent;
  const shown = given.type === 'template' && given.template ? showSample(given.template) : shownOf(given);
  if (shown && 'status' in shown) return answer(shown);
  if (!shown?.text && !shown?.files.length)
    return answer(graphProblem(400, 131009, `A message of type ${given.type} is not understood.`));
  const to = given.recipient ?? `+${given.to}`;
  return { kind: 'message', message: { sending: readReference(given.biz_opaque_callback_data), to, ...shown } };
}

type Reply = Taps['replies'][number];
type Sent = {
  type: string;
  to?: string;
  recipient?: string;
  biz_opaque_callback_data: string;
  text?: { body: string };
  template?: SentTemplate;
  interactive?: {
    body: { text: string };
    action: { buttons?: { reply: Reply }[]; sections?: { rows: Reply[] }[] };
  };
} & Partial<Record<(typeof fileTypes)[number], { id: string; caption?: string }>>;

const fileTypes = ['image', 'video', 'audio', 'document'] as const;

type Shown = Pick<TakenMessage, 'text' | 'taps' | 'files'>;

function shownOf({ type, text, interactive, ...given }: Sent): Shown | null {
  if (type === 'text' && text) return { text: text.body, taps: null, files: [] };
  const file = given[fileTypes.find((one) => one === type) ?? 'document'];
  if (file) return { text: file.caption ?? '', taps: null, files: [file.id] };
  if (type !== 'interactive' || !interactive) return null;
  const { buttons, sections = [] } = interactive.action;
  const taps: Taps = buttons
    ? { style: 'buttons', replies: buttons.map(({ reply }) => reply) }
    : { style: 'list', replies: sections.flatMap(({ rows }) => rows) };
  return { text: interactive.body.text, taps, files: [] };
}

function answer(given: ApiAnswer): ApiReading {
  return { kind: 'answer', answer: given };
}

/** First where it lies, for whoever has the token; then, from there, the file. */
function fileOf({ messageId, body }: StoredFile, _values: WhatsappValues, { url }: ApiRequest): ApiAnswer | Buffer {
  if (url.host !== graph) return body;
  const sha256 = createHash('sha256').update(body).digest('hex');
  const lies = `https://${filesHost}/files/${messageId}`;
  return { status: 200, body: { messaging_product: 'whatsapp', url: lies, sha256 } };
}

function writtenBy({ id, at, from, name, content }: Writing, _values: WhatsappValues): object {
  const who = from.startsWith('+')
    ? { contact: { wa_id: from.slice(1) }, message: { from: from.slice(1) } }
    : { contact: { user_id: from }, message: { from_user_id: from } };
  const message = { id: `wamid.sandbox.${id}`, timestamp: String(Math.floor(at.getTime() / 1000)), ...who.message };
  return {
    contacts: [{ profile: { name }, ...who.contact }],
    messages: [{ ...message, ...contentOf(content, id) }],
  };
}

function contentOf(content: Writing['content'], id: number): object {
  if (content.kind === 'text') return { type: 'text', text: { body: content.text } };
  if (content.kind === 'tap' && content.reply.id.startsWith(tapOfTemplate))
    return { type: 'button', button: { payload: content.reply.title, text: content.reply.title } };
  if (content.kind === 'tap') {
    const type = content.style === 'list' ? 'list_reply' : 'button_reply';
    return { type: 'interactive', interactive: { type, [type]: content.reply } };
  }
  const { contentType, name, text } = content;
  const type = /^(audio|image|video)(?=\/)/.exec(contentType)?.[0] ?? 'document';
  const file = { id: String(id), mime_type: contentType, ...(text && { caption: text }) };
  const own = type === 'audio' ? { voice: true } : type === 'document' ? { filename: name } : {};
  return { type, [type]: { ...file, ...own } };
}

function statusOf(report: Report): object {
  const { providerId, to, status } = report;
  const about = { id: providerId, recipient_id: to.replace('+', ''), biz_opaque_callback_data: referenceOf(report) };
  const errors = [{ code: 131026, title: 'Message undeliverable' }];
  return { ...about, status, ...(status === 'failed' && { errors }) };
}

function signed(values: WhatsappValues, content: object): Webhook {
  const metadata = { display_phone_number: '15005550006', phone_number_id: values.phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, ...content };
  const entry = [{ id: values.businessAccountId, changes: [{ field: 'messages', value }] }];
  return signedByMeta(values.appSecret, { object: 'whatsapp_business_account', entry });
}
