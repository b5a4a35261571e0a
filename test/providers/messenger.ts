import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { metaSignature } from '#channels/meta/webhook.ts';
import {
  type Answer,
  type Asked,
  type Mishap,
  readForm,
  startServer,
  takeOrFail,
  type UploadedFile,
} from './server.ts';

/** What Meta's page on the Send API says of a message. */
const quickReply = z.strictObject({
  content_type: z.literal('text'),
  title: z.string().min(1).max(20),
  payload: z.string().min(1).max(1000),
});
const button = z.union([
  z.strictObject({
    type: z.literal('postback'),
    title: z.string().min(1).max(20),
    payload: z.string().min(1).max(1000),
  }),
  z.strictObject({
    type: z.literal('web_url'),
    title: z.string().min(1).max(20),
    url: z.url(),
    webview_height_ratio: z.enum(['compact', 'tall', 'full']),
  }),
]);
const element = z.strictObject({
  title: z.string().min(1).max(80),
  subtitle: z.string().min(1).max(80).optional(),
  buttons: z.array(button).min(1).max(3),
});
const generic = z.strictObject({ template_type: z.literal('generic'), elements: z.array(element).min(1).max(10) });
const besides = {
  metadata: z.string().max(999).optional(),
  quick_replies: z.array(quickReply).min(1).max(13).optional(),
};
const fileType = z.enum(['image', 'audio', 'video', 'file']);
const uploading = z.strictObject({
  attachment: z.strictObject({ type: fileType, payload: z.strictObject({ is_reusable: z.literal(true) }) }),
});
const content = z.union([
  z.strictObject({
    attachment: z.strictObject({ type: fileType, payload: z.strictObject({ attachment_id: z.string() }) }),
    metadata: z.string().max(999).optional(),
  }),
  z.strictObject({ text: z.string().min(1).max(1999), ...besides }),
  z.strictObject({ attachment: z.strictObject({ type: z.literal('template'), payload: generic }), ...besides }),
]);
/** What Meta's page on the Messenger profile says of the parts that we set. */
const action = z.strictObject({
  type: z.literal('postback'),
  title: z.string().min(1).max(30),
  payload: z.string().min(1).max(1000),
});
const persistentMenu = z.strictObject({
  locale: z.string().regex(/^(default|[a-z]{2}_[A-Z]{2})$/),
  composer_input_disabled: z.boolean(),
  call_to_actions: z.array(action).min(1).max(20),
});
const profile = z.strictObject({
  get_started: z.strictObject({ payload: z.string().min(1).max(1000) }),
  persistent_menu: z
    .array(persistentMenu)
    .refine((menus) => menus.some(({ locale }) => locale === 'default'), { message: 'no default locale' }),
});
const sending = z.union([
  z.strictObject({
    recipient: z.strictObject({ id: z.string() }),
    messaging_type: z.literal('RESPONSE'),
    message: content,
  }),
  z.strictObject({
    recipient: z.strictObject({ id: z.string() }),
    messaging_type: z.literal('MESSAGE_TAG'),
    tag: z.literal('HUMAN_AGENT'),
    message: content,
  }),
]);

export type MessengerMessage = {
  mid: string;
  to: string;
  text: string;
  replies: z.infer<typeof quickReply>[];
  file: (UploadedFile & { type: string }) | null;
  /** Those of a carousel; empty for a text. */
  cards: z.infer<typeof element>[];
  metadata: string;
  tag: string | null;
  at: number;
};
export type FakeMessenger = Awaited<ReturnType<typeof startMessenger>>;

const digits = (length: number) => Array.from(randomBytes(length), (byte) => (byte % 9) + 1).join('');

const refusal = (status: number, code: number, message: string, subcode?: number): Answer => ({
  status,
  body: { error: { message, type: 'OAuthException', code, error_subcode: subcode, fbtrace_id: 'x' } },
});

/** Messenger as far as we use it, over real HTTP on loopback. `mishaps` are used up one by one, by the next messages. */
export async function startMessenger() {
  const credentials = {
    pageId: digits(15),
    accessToken: `EAA${randomBytes(20).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    verifyToken: 'a word that both know',
  };
  const messages: MessengerMessage[] = [];
  const mishaps: Mishap[] = [];
  /** Used up one by one by the next uploads. */
  const uploadMishaps: Extract<Mishap, object>[] = [];
  const uploads = new Map<string, UploadedFile & { type: string }>();
  const files = new Map<string, Buffer>();
  /** Requests that Meta would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];
  /** What the page was told to deliver, and its profile. */
  const page: Record<string, unknown> = {};
  /** By id; of others nothing is told. */
  const people = new Map<string, { first_name: string; last_name: string }>();

  const server = await startServer((asked) => {
    const { url, request } = asked;
    if (url.pathname.startsWith('/files/')) return serveFile(asked);
    if (request.headers.authorization !== `Bearer ${credentials.accessToken}`)
      return refusal(401, 190, 'Invalid OAuth access token.');
    const [, id = ''] = /^\/v23\.0\/(\d+)$/.exec(url.pathname) ?? [];
    const person = url.searchParams.get('fields') === 'first_name,last_name' && people.get(id);
    if (person) return { status: 200, body: { ...person, id } };
    const node = `/v23.0/${credentials.pageId}`;
    if (!url.pathname.startsWith(node)) return refusal(400, 100, 'Unsupported request: there is no such object');
    const operation = `${request.method} ${url.pathname.slice(node.length)}`;
    if (operation === 'GET ') return presentPage(url.searchParams);
    if (operation === 'POST /messages') return receiveMessage(asked);
    if (operation === 'POST /message_attachments') return receiveFile(asked);
    if (operation === 'POST /subscribed_apps' || operation === 'POST /messenger_profile') {
      const given = JSON.parse(asked.body.toString('utf8'));
      const { error } = operation.endsWith('profile') ? profile.safeParse(given) : { error: undefined };
      if (error) return misunderstand(error);
      Object.assign(page, given);
      return { status: 200, body: { success: true } };
    }
    return refusal(400, 100, `Unsupported request: ${operation}`);
  });

  function presentPage(query: URLSearchParams): Answer {
    const proof = createHmac('sha256', credentials.appSecret).update(credentials.accessToken).digest('hex');
    if ((query.get('appsecret_proof') ?? proof) !== proof) return refusal(400, 100, 'Invalid appsecret_proof');
    return { status: 200, body: { id: credentials.pageId, name: 'Acme Jobs', username: 'acme.jobs' } };
  }

  function misunderstand(error: z.ZodError): Answer {
    misunderstandings.push(z.prettifyError(error));
    return refusal(400, 100, z.prettifyError(error));
  }

  async function receiveFile(asked: Asked): Promise<Answer> {
    const mishap = uploadMishaps.shift();
    if (mishap) return refusal(mishap.status, mishap.code, `Mishap ${mishap.code}`);
    const { fields, files } = await readForm(asked);
    const { data, error } = uploading.safeParse(JSON.parse(fields.message ?? ''));
    if (!data) return misunderstand(error);
    const { type } = data.attachment;
    // A picture must say that it is one.
    const fits = type === 'file' || files.filedata?.contentType.startsWith(`${type}/`);
    if (!files.filedata || !fits) misunderstandings.push('an upload without its file, or as what it is not');
    const id = digits(16);
    uploads.set(id, { ...(files.filedata as UploadedFile), type });
    return { status: 200, body: { attachment_id: id } };
  }

  function receiveMessage(asked: Asked): Answer | null {
    const { data, error } = sending.safeParse(JSON.parse(asked.body.toString('utf8')));
    if (!data) return misunderstand(error);
    return takeOrFail(
      mishaps.shift(),
      asked,
      ({ status, code, subcode }) => refusal(status, code, `Mishap ${code}`, subcode),
      () => {
        const { metadata = '' } = data.message;
        const replies = ('quick_replies' in data.message && data.message.quick_replies) || [];
        const shown = shownOf(data.message);
        const message = { mid: newId(), to: data.recipient.id, ...shown, replies, metadata, at: Date.now() };
        messages.push({ ...message, tag: 'tag' in data ? data.tag : null });
        return { status: 200, body: { recipient_id: message.to, message_id: message.mid } };
      },
    );
  }

  function shownOf(given: z.infer<typeof content>): Pick<MessengerMessage, 'text' | 'file' | 'cards'> {
    if ('text' in given) return { text: given.text, file: null, cards: [] };
    const { payload } = given.attachment;
    if ('elements' in payload) return { text: '', file: null, cards: payload.elements };
    return { text: '', file: uploads.get(payload.attachment_id) ?? null, cards: [] };
  }

  function serveFile({ url, request }: Asked): Answer {
    if (request.headers.authorization) misunderstandings.push('the token was shown to the host of the files');
    const file = files.get(url.pathname);
    return file ? { status: 200, file, headers: { 'content-type': 'application/octet-stream' } } : { status: 404 };
  }

  let clock = Date.now() - 60_000;
  const envelope = (...messaging: object[]) => ({
    object: 'page',
    entry: [{ id: credentials.pageId, time: clock, messaging }],
  });
  const from = (psid: string, told: object) =>
    envelope({ sender: { id: psid }, recipient: { id: credentials.pageId }, timestamp: ++clock, ...told });

  return {
    ...server,
    credentials,
    messages,
    mishaps,
    uploadMishaps,
    misunderstandings,
    people,
    page,
    /** For the program's configuration: where Meta and its files are now. */
    origins: { 'https://graph.facebook.com': server.origin, 'https://cdn.fbsbx.com': server.origin },
    newPerson: () => digits(16),

    /** Headers and body of a webhook, signed. */
    signed(told: object, appSecret = credentials.appSecret) {
      const payload = JSON.stringify(told);
      const signature = metaSignature(appSecret, Buffer.from(payload));
      return { headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, payload };
    },

    /** What somebody wrote, or tapped where `payload` is given; each a moment after the one before. */
    text: (psid: string, text: string, payload?: string) =>
      from(psid, { message: { mid: newId(), text, ...(payload ? { quick_reply: { payload } } : {}) } }),

    tap(psid: string, message: MessengerMessage, title: string) {
      const reply = message.replies.find((one) => one.title === title);
      if (!reply) throw new Error(`There is no ${title} to be tapped.`);
      return from(psid, { message: { mid: newId(), text: title, quick_reply: { payload: reply.payload } } });
    },

    /** A button of a card, tapped. */
    tapCard(psid: string, message: MessengerMessage, card: string, title: string) {
      const buttons = message.cards.find((one) => one.title === card)?.buttons ?? [];
      const found = buttons.find((one) => one.title === title);
      if (found?.type !== 'postback') throw new Error(`There is no ${title} to be tapped on ${card}.`);
      return from(psid, { postback: { mid: newId(), title, payload: found.payload } });
    },

    file(psid: string, type: 'audio' | 'image', body: Buffer) {
      const path = `/files/${randomUUID()}`;
      files.set(path, body);
      const url = `https://cdn.fbsbx.com${path}`;
      return from(psid, { message: { mid: newId(), attachments: [{ type, payload: { url } }] } });
    },

    /** The button that begins, tapped by somebody new; `ref` is of the link by which they came. */
    begin(psid: string, ref?: string) {
      const referral = ref && { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } };
      return from(psid, { postback: { mid: newId(), title: 'Get Started', payload: 'get-started', ...referral } });
    },

    postback: (psid: string, title: string, payload: string) =>
      from(psid, { postback: { mid: newId(), title, payload } }),

    /** A link followed by somebody who had been here before. */
    refer: (psid: string, ref: string) => from(psid, { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } }),

    echo({ mid, to, text, metadata }: MessengerMessage) {
      const message = { mid, text, metadata, is_echo: true, app_id: 1 };
      const { pageId } = credentials;
      return envelope({ sender: { id: pageId }, recipient: { id: to }, timestamp: ++clock, message });
    },

    /** Meta's page on message_deliveries shows no time of its own, and real ones have been seen to say 0. */
    delivered: ({ mid, to, at }: MessengerMessage, withIds = true) =>
      envelope({
        sender: { id: to },
        recipient: { id: credentials.pageId },
        ...(withIds ? {} : { timestamp: 0 }),
        delivery: { ...(withIds ? { mids: [mid] } : {}), watermark: at, seq: 37 },
      }),

    read: ({ to, at }: MessengerMessage) => from(to, { read: { watermark: at } }),

    from,
    envelope,
  };
}

function newId(): string {
  return `m_${randomBytes(24).toString('base64url')}`;
}
