import { createHash, createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { metaSignature } from '#channels/meta/webhook.ts';
import type { Mishap } from './server.ts';
import contract from './whatsapp-contract.json' with { type: 'json' };
import { fakeTemplates } from './whatsapp-templates.ts';

type Reply = { id: string; title: string; description?: string };
type Interactive = {
  type: 'button' | 'list';
  body: { text: string };
  action: { button?: string; buttons?: { reply: Reply }[]; sections?: { rows: Reply[] }[] };
};
export type WhatsappMessage = {
  id: string;
  to: string;
  text: string;
  /** What can be tapped, and as what it is shown. */
  style: 'text' | 'button' | 'list' | 'template' | 'image' | 'video' | 'audio' | 'document';
  replies: Reply[];
  /** The file, as it was uploaded; `text` is its caption. */
  file: WhatsappFile | null;
  reference: string;
};

export type WhatsappFile = { name: string; contentType: string; body: Buffer };

export type FakeWhatsapp = Awaited<ReturnType<typeof startWhatsapp>>;

const digits = (length: number) => Array.from(randomBytes(length), (byte) => (byte % 9) + 1).join('');
const shapes = new Map(
  Object.entries(contract.messages).map(([type, schema]) => [
    type,
    z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema),
  ]),
);

/**
 * WhatsApp's Cloud API as far as we use it, over real HTTP on loopback: refuses what its published contract does not allow
 * and whoever has not the token, signs what it tells. `mishaps` are used up one by one, by the next messages; `latency`
 * passes before a message is taken and once more before the answer.
 */
export async function startWhatsapp(options: { latency?: () => Promise<void> } = {}) {
  const { latency = async () => {} } = options;
  const account = {
    phoneNumberId: digits(15),
    businessAccountId: digits(15),
    accessToken: `EAA${randomBytes(20).toString('hex')}`,
    appSecret: randomBytes(16).toString('hex'),
    verifyToken: 'a word that both know',
  };
  const messages: WhatsappMessage[] = [];
  const mishaps: Mishap[] = [];
  /** Used up by the next uploads. */
  const uploadMishaps: 'cut'[] = [];
  const media = new Map<string, { body: Buffer; sha256: string }>();
  const uploads = new Map<string, WhatsappFile>();
  /** Requests that Meta would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];
  const approved = fakeTemplates();
  let subscribed = false;

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    const body = await buffer(request);
    const answer = (status: number, content: object, headers = {}) =>
      void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content));
    const refuse = (status: number, code: number, message: string, headers = {}) =>
      answer(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'x' } }, headers);
    if (request.headers.authorization !== `Bearer ${account.accessToken}`)
      return refuse(401, 190, 'Invalid OAuth access token.');
    const found = media.get(pathname.split('/').at(-1) ?? '');
    if (pathname.startsWith('/files/')) return void response.writeHead(found ? 200 : 404).end(found?.body);
    if (found) {
      const url = `https://lookaside.fbsbx.com/files/${pathname.split('/').at(-1)}`;
      return answer(200, { messaging_product: 'whatsapp', url, sha256: found.sha256 });
    }
    const { phoneNumberId, businessAccountId } = account;
    const route = `${request.method} ${pathname}`;
    if (route === `GET /v23.0/${phoneNumberId}`) {
      const proof = createHmac('sha256', account.appSecret).update(account.accessToken).digest('hex');
      if ((searchParams.get('appsecret_proof') ?? proof) !== proof) return refuse(400, 100, 'Invalid appsecret_proof');
      return answer(200, { id: phoneNumberId, display_phone_number: '+1 415-555-0100', verified_name: 'Acme' });
    }
    if (route === `GET /v23.0/${businessAccountId}/message_templates`) return answer(200, approved.page(searchParams));
    if (route === `POST /v23.0/${businessAccountId}/subscribed_apps`) {
      subscribed = true;
      return answer(200, { success: true });
    }
    if (route === `POST /v23.0/${phoneNumberId}/messages`) {
      await latency();
      const later = (...given: Parameters<Answer>) => void latency().then(() => answer(...given));
      return take(JSON.parse(body.toString()), response, later, refuse);
    }
    if (route === `POST /v23.0/${phoneNumberId}/media`) return takeFile(body, request, response, answer, refuse);
    refuse(400, 100, `Unsupported request: ${route}`);
  }

  type Answer = (status: number, content: object, headers?: object) => void;
  type Refuse = (status: number, code: number, message: string, headers?: object) => void;

  function take(given: Record<string, unknown>, response: ServerResponse, answer: Answer, refuse: Refuse): void {
    // Both are in Meta's documentation and not in its contract.
    const { biz_opaque_callback_data: reference, recipient, ...rest } = given;
    const request = { to: recipient, ...rest };
    const { error } = (shapes.get(String(given.type)) ?? z.never()).safeParse(request);
    const problem = given.type === 'template' ? approved.problem(request) : error && z.prettifyError(error);
    if (problem) {
      misunderstandings.push(problem);
      return refuse(400, 131009, problem);
    }
    const refusal = given.type === 'template' && approved.refusal(given.template as never);
    if (refusal) return refuse(400, refusal.code, refusal.message);
    const mishap = mishaps.shift();
    if (mishap === 'cut before taking') return void response.destroy();
    if (typeof mishap === 'object') {
      const headers = mishap.retryAfter === undefined ? {} : { 'retry-after': String(mishap.retryAfter) };
      return refuse(mishap.status, mishap.code, `Mishap ${mishap.code}`, headers);
    }
    const message = { ...shown(given), to: String(recipient ?? given.to), reference: String(reference) };
    messages.push(message);
    if (mishap === 'cut after taking') return void response.destroy();
    if (mishap === 'silent after taking') return;
    const contacts = [{ input: message.to, wa_id: message.to }];
    answer(200, { messaging_product: 'whatsapp', contacts, messages: [{ id: message.id }] });
  }

  async function takeFile(
    body: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
    answer: Answer,
    refuse: Refuse,
  ): Promise<void> {
    if (uploadMishaps.shift() === 'cut') return void response.destroy();
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const file = form.get('file');
    if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File)) {
      misunderstandings.push('an upload without a file or its product');
      return refuse(400, 100, 'Invalid parameter');
    }
    const id = digits(16);
    uploads.set(id, { name: file.name, contentType: file.type, body: Buffer.from(await file.arrayBuffer()) });
    answer(200, { id });
  }

  function shown(given: Record<string, unknown>): Omit<WhatsappMessage, 'to' | 'reference'> {
    const id = wamid();
    const plain = { id, replies: [], file: null };
    if (given.type === 'text') return { ...plain, text: (given.text as { body: string }).body, style: 'text' };
    if (given.type === 'template')
      return { ...plain, text: approved.shown(given.template as never), style: 'template' };
    if (given.type !== 'interactive') {
      const style = given.type as 'image';
      const { id: fileId, caption = '' } = given[style] as { id: string; caption?: string };
      return { ...plain, text: caption, style, file: uploads.get(fileId) ?? null };
    }
    const { type: style, body, action } = given.interactive as Interactive;
    const rows = action.sections?.flatMap((section) => section.rows) ?? [];
    return {
      ...plain,
      text: body.text,
      style,
      replies: [...(action.buttons ?? []).map(({ reply }) => reply), ...rows],
    };
  }

  let clock = Math.floor(Date.now() / 1000) - 60;
  const envelope = (value: object) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: account.businessAccountId,
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...metadata(), ...value } }],
      },
    ],
  });
  const metadata = () => ({
    metadata: { display_phone_number: '14155550100', phone_number_id: account.phoneNumberId },
  });

  return {
    account,
    messages,
    mishaps,
    uploadMishaps,
    misunderstandings,
    get subscribed() {
      return subscribed;
    },
    /** For the program's configuration: where Meta is now. */
    origins: { 'https://graph.facebook.com': origin, 'https://lookaside.fbsbx.com': origin },

    /** Headers and body of a webhook, signed. */
    signed(content: object, appSecret = account.appSecret) {
      const payload = JSON.stringify(content);
      const signature = metaSignature(appSecret, Buffer.from(payload));
      return { headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, payload };
    },

    /** What is told when somebody writes; each a second after the one before. Without a number they hide it. */
    inbound(from: { waId?: string; userId?: string; name?: string }, content: object) {
      const { waId, userId, name = 'Ana María Reyes' } = from;
      const contact = { profile: { name }, ...(waId && { wa_id: waId }), ...(userId && { user_id: userId }) };
      const ids = { id: wamid(), ...(waId && { from: waId }), ...(userId && { from_user_id: userId }) };
      const message = { ...ids, timestamp: String(++clock), ...content };
      return envelope({ contacts: [contact], messages: [message] });
    },

    /** What is told when a button or a row of this message is tapped. */
    tap(message: WhatsappMessage, title: string) {
      const reply = message.replies.find((one) => one.title === title);
      if (!reply) throw new Error(`There is no ${title} to be tapped.`);
      const type = message.style === 'list' ? 'list_reply' : 'button_reply';
      return { type: 'interactive', context: { id: message.id }, interactive: { type, [type]: reply } };
    },

    /** A file that a phone sent. */
    file(kind: 'audio' | 'image' | 'document', body: Buffer, more: object = {}) {
      const id = digits(16);
      const digest = createHash('sha256').update(body);
      media.set(id, { body, sha256: digest.copy().digest('hex') });
      return { type: kind, [kind]: { id, sha256: digest.digest('base64'), ...more } };
    },

    media,
    approved,

    /** What is told of a template when its status or quality changes. */
    templateNews(field: string, value: object, secondsAgo = 0) {
      const time = Math.floor(Date.now() / 1000) - secondsAgo;
      const entry = [{ id: account.businessAccountId, time, changes: [{ field, value }] }];
      return { object: 'whatsapp_business_account', entry };
    },

    status(message: WhatsappMessage, status: string, errors?: { code: number; title: string }[]) {
      const told = { id: message.id, status, timestamp: String(++clock), recipient_id: message.to };
      return envelope({ statuses: [{ ...told, biz_opaque_callback_data: message.reference, errors }] });
    },

    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function wamid(): string {
  return `wamid.${randomBytes(24).toString('base64url')}`;
}
