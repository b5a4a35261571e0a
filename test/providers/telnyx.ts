import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { signedPart } from '#channels/sms/telnyx/signature.ts';
import { type Answer, type Asked, type Mishap, startServer, takeOrFail } from './server.ts';

export type TelnyxMessage = {
  id: string;
  to: string;
  from: string;
  text: string;
  mediaUrls: string[];
  webhookUrl: string;
};
export type FakeTelnyx = Awaited<ReturnType<typeof startTelnyx>>;

/** What the documentation of POST /v2/messages lists, of what we could mean to send. */
const known = new Set(['to', 'from', 'text', 'messaging_profile_id', 'media_urls', 'webhook_url', 'type']);

/** From its page on MMS. */
const mostFiles = 10;
const isOpenAddress = (url: string) => URL.canParse(url) && new URL(url).protocol === 'https:';

/** What its webhooks hold besides, null where there is nothing to say. */
const unused = {
  cc: [],
  cost: null,
  encoding: 'GSM-7',
  errors: [],
  parts: 1,
  sent_at: null,
  completed_at: null,
  tags: [],
  valid_until: null,
  webhook_url: null,
  webhook_failover_url: null,
};

const newKeys = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = publicKey.export({ format: 'jwk' }).x ?? '';
  return { privateKey, publicKey: Buffer.from(x, 'base64url').toString('base64') };
};

const refusal = (status: number, code: number, title: string): Answer => ({
  status,
  body: { errors: [{ code: String(code), title, detail: `${title}.` }] },
});

/** Telnyx as far as we use it, over real HTTP on loopback. `mishaps` are used up one by one, by the next messages. */
export async function startTelnyx() {
  const apiKey = `KEY${randomBytes(16).toString('hex')}`;
  const number = `+1312555${String(Math.floor(Math.random() * 9000) + 1000)}`;
  const profileId = randomUUID();
  const keys = newKeys();
  const messages: TelnyxMessage[] = [];
  const mishaps: Mishap[] = [];
  const media = new Map<string, { body: Buffer; contentType: string }>();
  /** Requests that Telnyx would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];

  const server = await startServer((asked) => {
    const { url, request } = asked;
    if (url.pathname.startsWith('/files/')) return serveFile(asked);
    if (request.headers.authorization !== `Bearer ${apiKey}`) return refusal(401, 10009, 'Authentication failed');
    const operation = `${request.method} ${url.pathname}`;
    if (operation === 'POST /v2/messages') return receiveMessage(asked);
    if (operation === 'GET /v2/phone_numbers') {
      const wanted = url.searchParams.get('filter[phone_number]');
      const profile = { messaging_profile_id: profileId, messaging_profile_name: 'Acme at Telnyx' };
      return { status: 200, body: { data: wanted === number ? [{ phone_number: number, ...profile }] : [] } };
    }
    if (operation === `GET /v2/messaging_profiles/${profileId}`)
      return { status: 200, body: { data: { id: profileId, name: 'Acme at Telnyx', enabled: true } } };
    return refusal(404, 10005, 'Resource not found');
  });

  function receiveMessage(asked: Asked): Answer | null {
    const given = JSON.parse(asked.body.toString('utf8'));
    const {
      to,
      from = number,
      text = '',
      media_urls: mediaUrls = [],
      webhook_url: webhookUrl,
      messaging_profile_id: profile = profileId,
    } = given;
    const problems = [
      ...Object.keys(given).filter((name) => !known.has(name)),
      ...(/^\+[1-9]\d{4,14}$/.test(to) ? [] : ['to']),
      ...(typeof text === 'string' && (text || mediaUrls.length > 0) ? [] : ['text']),
      ...(mediaUrls.length <= mostFiles && mediaUrls.every(isOpenAddress) ? [] : ['media_urls']),
      ...(URL.canParse(webhookUrl) ? [] : ['webhook_url']),
    ];
    misunderstandings.push(...problems);
    if (problems.length > 0) return refusal(422, 10015, `Bad request: ${problems.join(', ')}`);
    if (from !== number || profile !== profileId) return refusal(400, 40305, "Invalid 'from' address");
    return takeOrFail(
      mishaps.shift(),
      asked,
      ({ status, code }) => refusal(status, code, `Mishap ${code}`),
      () => {
        const message = { id: randomUUID(), to, from, text, mediaUrls, webhookUrl };
        messages.push(message);
        return { status: 200, body: { data: { record_type: 'message', direction: 'outbound', id: message.id } } };
      },
    );
  }

  function serveFile({ url, request }: Asked): Answer {
    if (request.headers.authorization) misunderstandings.push('the API key was shown to the host of the files');
    const file = media.get(url.pathname);
    if (!file) return { status: 404 };
    return { status: 200, file: file.body, headers: { 'content-type': file.contentType } };
  }

  return {
    ...server,
    number,
    messages,
    mishaps,
    misunderstandings,
    /** For the program's configuration: where Telnyx and its files are now. */
    origins: { 'https://api.telnyx.com': server.origin, 'https://files.telnyx.example': server.origin },
    /** What an owner types to connect. */
    credentials: { apiKey, publicKey: keys.publicKey, sender: number },
    profileId,

    /** Headers and body of a webhook, signed `secondsAgo`, by Telnyx or by somebody else. */
    signed(event: object, { secondsAgo = 0, stranger = false } = {}) {
      const payload = JSON.stringify({ data: { record_type: 'event', id: randomUUID(), ...event } });
      const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
      const { privateKey } = stranger ? newKeys() : keys;
      const signature = sign(null, signedPart(timestamp, Buffer.from(payload)), privateKey).toString('base64');
      const stamps = { 'telnyx-timestamp': timestamp, 'telnyx-signature-ed25519': signature };
      return { headers: { 'content-type': 'application/json', ...stamps }, payload };
    },

    /** The event of a message that a phone sent to our number. */
    inbound(from: string, text: string, files: { body: Buffer; contentType: string }[] = []) {
      const links = files.map((file) => {
        const path = `/files/${randomUUID()}`;
        media.set(path, file);
        return { url: `https://files.telnyx.example${path}`, content_type: file.contentType, size: file.body.length };
      });
      const payload = {
        record_type: 'message',
        direction: 'inbound',
        id: randomUUID(),
        type: files.length > 0 ? 'MMS' : 'SMS',
        from: { phone_number: from, carrier: '', line_type: 'Wireless' },
        to: [{ phone_number: number, status: 'webhook_delivered' }],
        text,
        media: links,
        ...unused,
      };
      return { event_type: 'message.received', payload };
    },

    /** The event that tells what has become of a message. */
    status(message: TelnyxMessage, status: string, errorCode?: number) {
      const payload = {
        record_type: 'message',
        direction: 'outbound',
        id: message.id,
        from: { phone_number: message.from },
        to: [{ phone_number: message.to, status }],
        text: message.text,
        ...unused,
        webhook_url: message.webhookUrl,
        errors: errorCode ? [{ code: String(errorCode), title: `Error ${errorCode}` }] : [],
      };
      return { event_type: status === 'sent' ? 'message.sent' : 'message.finalized', payload };
    },
  };
}
