import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  type Answer,
  type Asked,
  type Mishap,
  readForm,
  startServer,
  takeOrFail,
  type UploadedFile,
} from './server.ts';

export type WechatMessage = {
  to: string;
  text: string;
  style: 'text' | 'msgmenu' | 'image' | 'voice' | 'video';
  file: UploadedFile | null;
  replies: { id: string; content: string }[];
};
export type FakeWechat = Awaited<ReturnType<typeof startWechat>>;
type Told = Record<string, string | number>;

const letters = (length: number) => randomBytes(length).toString('hex').slice(0, length);
const touser = z.string().min(1);
const media = z.strictObject({ media_id: z.string().min(1) });
/** The bodies of messages as WeChat's documentation lists them, of what we could mean to send. */
const sendable = z.discriminatedUnion('msgtype', [
  z.strictObject({ touser, msgtype: z.literal('text'), text: z.strictObject({ content: z.string().min(1) }) }),
  z.strictObject({ touser, msgtype: z.literal('image'), image: media }),
  z.strictObject({ touser, msgtype: z.literal('voice'), voice: media }),
  z.strictObject({ touser, msgtype: z.literal('video'), video: media.extend({ title: z.string().optional() }) }),
  z.strictObject({
    touser,
    msgtype: z.literal('msgmenu'),
    msgmenu: z.strictObject({
      head_content: z.string(),
      list: z.array(z.strictObject({ id: z.string().min(1), content: z.string().min(1) })).min(1),
      tail_content: z.string(),
    }),
  }),
]);
/** What the documentation of uploading says that each kind takes. */
const taken = { image: /^image\/(png|jpe?g|gif)$/, voice: /^audio\/(amr|mpeg)$/, video: /^video\/mp4$/ };
const askedToken = z.strictObject({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean(),
});

const say = (errcode: number, errmsg: string): Answer => ({ status: 200, body: { errcode, errmsg } });

/**
 * A WeChat Official Account as far as we use it, over real HTTP on loopback. `mishaps` are used up one by one, by the next
 * messages. It counts what somebody may still be sent, and refuses what is more.
 */
export async function startWechat() {
  const credentials = {
    developerId: `wx${letters(16)}`,
    developerSecret: letters(32),
    serverToken: letters(16),
    messageKey: letters(43),
  };
  const messages: WechatMessage[] = [];
  const mishaps: Mishap[] = [];
  const uploads = new Map<string, UploadedFile & { type: string }>();
  const media = new Map<string, { body: Buffer; contentType: string; film?: boolean }>();
  /** Requests that WeChat would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];
  const given = { token: '', good: false, asked: 0 };
  const allowed = new Map<string, number>();
  const account = { takesMenus: true };

  const server = await startServer((asked) => {
    const { url, request } = asked;
    const operation = `${request.method} ${url.pathname}`;
    if (operation === 'POST /cgi-bin/stable_token') return giveToken(asked);
    if (url.pathname.startsWith('/films/')) return serveFilm(url.pathname);
    const token = url.searchParams.get('access_token');
    if (token !== given.token) return say(40001, 'invalid credential, access_token is invalid or not latest');
    if (!given.good) return say(42001, 'access_token expired');
    if (operation === 'POST /cgi-bin/message/custom/send') return receiveMessage(asked);
    if (operation === 'POST /cgi-bin/media/upload') return receiveFile(asked);
    if (operation === 'GET /cgi-bin/media/get') return serveFile(url.searchParams.get('media_id') ?? '');
    return { status: 404 };
  });

  function giveToken({ body }: Asked): Answer {
    const { data, error } = askedToken.safeParse(JSON.parse(body.toString('utf8')));
    if (!data) return misunderstood(error);
    if (data.appid !== credentials.developerId) return say(40013, 'invalid appid');
    if (data.secret !== credentials.developerSecret) return say(40125, 'invalid appsecret');
    given.asked += 1;
    if (!given.good || data.force_refresh) Object.assign(given, { token: letters(100), good: true });
    return { status: 200, body: { access_token: given.token, expires_in: 7200 } };
  }

  async function receiveFile(asked: Asked): Promise<Answer> {
    const type = asked.url.searchParams.get('type') ?? '';
    const { media: file } = (await readForm(asked)).files;
    if (!file) return say(41005, 'media data missing');
    if (!(type in taken)) return say(40004, 'invalid media type');
    if (!taken[type as 'image'].test(file.contentType)) return say(40005, 'invalid file type');
    const id = letters(40);
    uploads.set(id, { ...file, type });
    return { status: 200, body: { type, media_id: id, created_at: Math.floor(Date.now() / 1000) } };
  }

  function receiveMessage(asked: Asked): Answer | null {
    const { data, error } = sendable.safeParse(JSON.parse(asked.body.toString('utf8')));
    if (!data) return misunderstood(error);
    const left = allowed.get(data.touser);
    if (left === undefined) return say(45015, 'response out of time limit or subscription is canceled');
    if (left === 0) return say(45047, 'out of response count limit');
    if (data.msgtype === 'msgmenu' && !account.takesMenus) return say(40200, 'invalid account type');
    return takeOrFail(
      mishaps.shift(),
      asked,
      ({ status, code }) => ({ ...say(code, `Mishap ${code}`), status }),
      () => {
        allowed.set(data.touser, left - 1);
        const to = data.touser;
        const message = { to, style: data.msgtype, text: '', replies: [], file: null };
        if (data.msgtype === 'text') messages.push({ ...message, text: data.text.content });
        else if (data.msgtype === 'msgmenu')
          messages.push({ ...message, text: data.msgmenu.head_content, replies: data.msgmenu.list });
        else {
          const { media_id: id } = 'image' in data ? data.image : 'voice' in data ? data.voice : data.video;
          const file = uploads.get(id);
          if (file?.type !== data.msgtype) return say(40007, 'invalid media_id');
          messages.push({ ...message, file });
        }
        return say(0, 'ok');
      },
    );
  }

  function misunderstood(error: z.ZodError): Answer {
    misunderstandings.push(z.prettifyError(error));
    return say(47001, 'data format error');
  }

  /** A film's address is told instead. */
  function serveFile(id: string): Answer {
    const file = media.get(id);
    if (!file) return say(40007, 'invalid media_id');
    if (file.film) return { status: 200, body: { video_url: `https://films.wechat.example/films/${id}` } };
    return { status: 200, file: file.body, headers: { 'content-type': file.contentType } };
  }

  function serveFilm(path: string): Answer {
    const file = media.get(path.slice('/films/'.length));
    return file ? { status: 200, file: file.body, headers: { 'content-type': file.contentType } } : { status: 404 };
  }

  let clock = 0;
  let serial = 23_000_000_000_000_000n;
  const about = (openid: string) => {
    clock = Math.max(clock + 1, Math.floor(Date.now() / 1000) - 20);
    return { ToUserName: 'gh_1', FromUserName: openid, CreateTime: clock };
  };

  return {
    ...server,
    credentials,
    messages,
    mishaps,
    misunderstandings,
    given,
    account,
    /** For the program's configuration: where WeChat and its films are now. */
    origins: { 'https://api.weixin.qq.com': server.origin, 'https://films.wechat.example': server.origin },

    /** What is told when somebody writes; no two in the same second. */
    inbound(openid: string, content: Told) {
      allowed.set(openid, 5);
      return xmlOf({ ...about(openid), ...content, MsgId: String(++serial) });
    },

    /** What is told when somebody follows, leaves, scans or taps. */
    event(openid: string, name: string, key = '') {
      if (name === 'unsubscribe') allowed.delete(openid);
      else allowed.set(openid, 3);
      return xmlOf({ ...about(openid), MsgType: 'event', Event: name, EventKey: key });
    },

    /** What is told when an item of this menu is tapped. */
    tap(message: WechatMessage, label: string): Told {
      const item = message.replies.find(({ content }) => content === label);
      if (!item) throw new Error(`There is no ${label} to be tapped.`);
      return { MsgType: 'text', Content: item.content, bizmsgmenuid: item.id };
    },

    /** A file that a phone sent. */
    file(MsgType: 'voice' | 'image' | 'video', body: Buffer, contentType: string): Told {
      const MediaId = letters(40);
      media.set(MediaId, { body, contentType, film: MsgType === 'video' });
      return { MsgType, MediaId, ...(MsgType === 'voice' ? { Format: 'amr' } : {}) };
    },

    signed: (xml: string, options: Signing = {}) => sign(credentials, xml, options),
  };
}

type Credentials = Record<'serverToken' | 'messageKey' | 'developerId', string>;
export type Signing = { secondsAgo?: number; token?: string; key?: string; account?: string; plain?: boolean };

/** The query and body of a webhook as WeChat makes them: encrypted for whoever has the key, or plain. */
function sign({ serverToken, messageKey, developerId }: Credentials, xml: string, options: Signing) {
  const { secondsAgo = 0, token = serverToken, key = messageKey, account = developerId, plain = false } = options;
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const nonce = letters(10);
  const signature = (...parts: string[]) =>
    createHash('sha1')
      .update([token, timestamp, nonce, ...parts].sort().join(''))
      .digest('hex');
  const query = { signature: signature(), timestamp, nonce, openid: 'o1' };
  if (plain) return { query, payload: xml };
  const encrypted = encrypt(key, xml, account);
  const safe = { ...query, encrypt_type: 'aes', msg_signature: signature(encrypted) };
  return { query: safe, payload: xmlOf({ ToUserName: 'gh_1', Encrypt: encrypted }) };
}

function encrypt(key: string, xml: string, account: string): string {
  const bytes = Buffer.from(`${key}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(xml));
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(xml), Buffer.from(account)]);
  const padding = 32 - (plain.length % 32);
  const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString(
    'base64',
  );
}

function xmlOf(told: Told): string {
  const parts = Object.entries(told).map(([name, value]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${parts.join('\n')}</xml>`;
}
