import { messenger } from '../../messenger/adapter.ts';
import { getStarted } from '../../messenger/api.ts';
import type { fields, MessengerValues } from '../../messenger/fields.ts';
import { readReference, referenceOf } from '../../reference.ts';
import type {
  ApiAnswer,
  ApiReading,
  ApiRequest,
  Opening,
  Report,
  SandboxProvider,
  TakenMessage,
  Webhook,
  Writing,
} from '../provider.ts';
import { graphProblem, isGraphToken, metaDigits, signedByMeta } from './meta.ts';

const filesHost = 'cdn.fbsbx.com';
const longestText = 2000;

/** Messenger of a Facebook page, as far as its adapter uses it. It never tells that a message was lost. */
export const messengerSandbox: SandboxProvider<typeof fields> = {
  adapter: messenger,
  values: (derive) => ({
    pageId: metaDigits(derive('page')),
    accessToken: derive('token'),
    appSecret: derive('app'),
    verifyToken: derive('word'),
  }),
  // To a page everybody is a number that says nothing.
  addressOf: (phone, derive) => metaDigits(derive(`person ${phone}`)),
  api: {
    read,
    accept: ({ to }, id) => ({ status: 200, body: { recipient_id: to, message_id: id } }),
    refuse: () => graphProblem(400, 551, 'This person is not available right now.'),
    busy: () => graphProblem(400, 613, 'Calls to this API have exceeded the rate limit.'),
    uploaded: (id) => ({ status: 200, body: { attachment_id: id } }),
    file: ({ body }) => body,
    profile: (id, name) => {
      const [first_name = '', ...rest] = name.split(' ');
      return { status: 200, body: { id, ...(name && { first_name, last_name: rest.join(' ') }) } };
    },
  },
  write: (writing, { values }) => tell(values, [writtenBy(writing, values)]),
  report: (reports, { values }) => reportsOf(reports, values),
  tellsReading: true,
  open: (opening, { values }) => tell(values, [openedBy(opening, values)]),
};

type Button = { title: string; payload?: string; url?: string };
type Card = { title: string; subtitle?: string; buttons: Button[] };
type Sent = {
  recipient: { id: string };
  message: {
    text?: string;
    attachment?: { payload: { elements: Card[] } | { attachment_id: string } };
    metadata?: string;
    quick_replies?: { title: string; payload: string }[];
  };
};

function read({ method, url, headers, body, form }: ApiRequest, values: MessengerValues): ApiReading {
  // A file lies open to who knows its address.
  const file = url.host === filesHost && /^\/files\/(\d+)$/.exec(url.pathname);
  if (method === 'GET' && file) return { kind: 'file', messageId: Number(file[1]) };
  if (!isGraphToken(headers, values.accessToken)) return answer(graphProblem(401, 190, 'Invalid OAuth access token.'));
  const person = /^\/v[\d.]+\/(\d+)$/.exec(url.pathname)?.[1];
  if (method === 'GET' && person && url.searchParams.get('fields')?.includes('first_name'))
    return { kind: 'profile', address: person };
  if (method === 'POST' && form?.files.filedata && url.pathname.endsWith(`/${values.pageId}/message_attachments`))
    return { kind: 'upload', file: form.files.filedata };
  if (method !== 'POST' || !url.pathname.endsWith(`/${values.pageId}/messages`))
    return answer(graphProblem(400, 100, `Unsupported request: ${method} ${url.pathname}`));
  const { recipient, message } = JSON.parse(body) as Sent;
  const shown = shownOf(message);
  const { text, files } = shown;
  if ((text === '' && files.length === 0) || text.length >= longestText)
    return answer(graphProblem(400, 100, `A text has from 1 to ${longestText - 1} characters.`));
  return { kind: 'message', message: { sending: readReference(message.metadata), to: recipient.id, ...shown } };
}

type Shown = Pick<TakenMessage, 'text' | 'taps' | 'files'>;

function shownOf({ text = '', attachment, quick_replies: quick = [] }: Sent['message']): Shown {
  const replies = quick.map(({ title, payload }) => ({ id: payload, title }));
  if (!attachment) return { text, taps: replies.length > 0 ? { style: 'buttons', replies } : null, files: [] };
  const { payload } = attachment;
  if ('attachment_id' in payload) return { text: '', taps: null, files: [payload.attachment_id] };
  const cards = payload.elements;
  const onCards = cards.flatMap(({ title: description, buttons }) =>
    buttons.flatMap(({ title, payload: id }) => (id === undefined ? [] : [{ id, title, description }])),
  );
  const shown = cards.map(({ title, subtitle = '', buttons }) => ({
    title,
    subtitle,
    buttons: buttons.map(({ title: name, payload: id, url }) => ({
      title: name,
      ...(id ? { id } : { url: url ?? '' }),
    })),
  }));
  return {
    text: cards.map(wordsOf).join('\n\n'),
    taps: { style: 'cards', replies: [...onCards, ...replies], cards: shown },
    files: [],
  };
}

/** For who only lists what has come; on the phone the cards themselves are shown. */
function wordsOf({ title, subtitle = '' }: Card): string {
  return [title, subtitle].filter(Boolean).join('\n');
}

function answer(given: ApiAnswer): ApiReading {
  return { kind: 'answer', answer: given };
}

function writtenBy({ id, at, from, content }: Writing, { pageId }: MessengerValues): object {
  const told = { sender: { id: from }, recipient: { id: pageId }, timestamp: at.getTime() };
  // What a card's button does, no message says.
  if (content.kind === 'tap' && content.style === 'cards') {
    const { title, id: payload } = content.reply;
    return { ...told, postback: { mid: `m_sandbox_${id}`, title, payload } };
  }
  return { ...told, message: { mid: `m_sandbox_${id}`, ...contentOf(content, id) } };
}

/** The link is told with the button that begins; who has been there before does not see that button again. */
function openedBy({ id, at, from, ref, again }: Opening, { pageId }: MessengerValues): object {
  const told = { sender: { id: from }, recipient: { id: pageId }, timestamp: at.getTime() };
  const referral = ref === null ? {} : { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } };
  if (again && ref !== null) return { ...told, ...referral };
  const button = { mid: `m_sandbox_${id}`, title: 'Get Started', payload: getStarted };
  return { ...told, postback: { ...button, ...referral } };
}

function contentOf(content: Writing['content'], id: number): object {
  if (content.kind === 'text') return { text: content.text };
  if (content.kind === 'tap') return { text: content.reply.title, quick_reply: { payload: content.reply.id } };
  const type = /^(audio|image|video)(?=\/)/.exec(content.contentType)?.[0] ?? 'file';
  return { attachments: [{ type, payload: { url: `https://${filesHost}/files/${id}` } }] };
}

/** A page hears its own messages first, with our reference; then, by Messenger's ids alone, what became of them. */
function reportsOf(reports: Report[], values: MessengerValues): Webhook[] {
  const [first] = reports;
  if (!first || first.status === 'failed') return [];
  const watermark = Date.now();
  const from = { sender: { id: first.to }, recipient: { id: values.pageId }, timestamp: watermark };
  if (first.status === 'read') return [tell(values, [{ ...from, read: { watermark } }])];
  const echoes = reports.map((report) => ({
    sender: { id: values.pageId },
    recipient: { id: report.to },
    timestamp: watermark,
    message: { mid: report.providerId, is_echo: true, metadata: referenceOf(report) },
  }));
  const mids = reports.map(({ providerId }) => providerId);
  return [tell(values, echoes), tell(values, [{ ...from, delivery: { mids, watermark } }])];
}

function tell({ pageId, appSecret }: MessengerValues, messaging: object[]): Webhook {
  const entry = [{ id: pageId, time: Date.now(), messaging }];
  return signedByMeta(appSecret, { object: 'page', entry });
}
