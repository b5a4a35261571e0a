import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { wechat } from '../../wechat/adapter.ts';
import type { fields, WechatValues } from '../../wechat/fields.ts';
import { wechatSignature } from '../../wechat/signature.ts';
import type {
  ApiAnswer,
  ApiReading,
  ApiRequest,
  SandboxProvider,
  TakenMessage,
  Webhook,
  Writing,
} from '../provider.ts';

/** A WeChat Official Account in safe mode, as far as its adapter uses it. It never tells what became of a message. */
export const wechatSandbox: SandboxProvider<typeof fields> = {
  adapter: wechat,
  values: (derive) => ({
    developerId: `wx${derive('account').slice(0, 16)}`,
    developerSecret: derive('secret'),
    serverToken: derive('token'),
    messageKey: (derive('key') + derive('more of the key')).slice(0, 43),
  }),
  // To an account everybody is an id that says nothing.
  addressOf: (phone, derive) => `o${derive(`person ${phone}`).slice(0, 27)}`,
  api: {
    read,
    accept: () => said(0, 'ok'),
    refuse: () => said(43004, 'require subscribe'),
    busy: () => said(45009, 'reach max api daily quota limit'),
    uploaded: (media_id, { url }) => ({ status: 200, body: { type: url.searchParams.get('type'), media_id } }),
    file: ({ body }) => body,
    profile: (openid, nickname) => ({ status: 200, body: { subscribe: 1, openid, nickname } }),
  },
  write: (writing, { values }) => encrypted(xmlOf(writtenBy(writing)), values),
  report: () => [],
  tellsReading: false,
};

function read({ method, url, body, form }: ApiRequest, values: WechatValues): ApiReading {
  const operation = `${method} ${url.pathname}`;
  if (operation === 'POST /cgi-bin/stable_token') return answer(giveToken(body, values));
  if (url.searchParams.get('access_token') !== tokenOf(values))
    return answer(said(40001, 'invalid credential, access_token is invalid or not latest'));
  if (operation === 'GET /cgi-bin/media/get')
    return { kind: 'file', messageId: Number(url.searchParams.get('media_id')) };
  if (operation === 'GET /cgi-bin/user/info') return { kind: 'profile', address: url.searchParams.get('openid') ?? '' };
  if (operation === 'POST /cgi-bin/media/upload' && form?.files.media)
    return { kind: 'upload', file: form.files.media };
  if (operation !== 'POST /cgi-bin/message/custom/send') return answer(said(40066, 'invalid url'));
  const given = JSON.parse(body) as Sent;
  const shown = shownOf(given);
  if (!shown?.text && !shown?.files.length) return answer(said(40008, 'invalid message type'));
  return { kind: 'message', message: { sending: null, to: given.touser, ...shown } };
}

function giveToken(body: string, values: WechatValues): ApiAnswer {
  const { appid, secret } = JSON.parse(body) as { appid?: string; secret?: string };
  if (appid !== values.developerId) return said(40013, 'invalid appid');
  if (secret !== values.developerSecret) return said(40125, 'invalid appsecret');
  return { status: 200, body: { access_token: tokenOf(values), expires_in: 7200 } };
}

function tokenOf({ developerSecret }: WechatValues): string {
  return createHash('sha256').update(`access token ${developerSecret}`).digest('hex');
}

type Sent = {
  touser: string;
  text?: { content: string };
  msgmenu?: { head_content: string; list: { id: string; content: string }[] };
} & Partial<Record<'image' | 'voice' | 'video', { media_id: string }>>;

function shownOf({ text, msgmenu, ...given }: Sent): Pick<TakenMessage, 'text' | 'taps' | 'files'> | null {
  const file = given.image ?? given.voice ?? given.video;
  if (file) return { text: '', taps: null, files: [file.media_id] };
  if (text) return { text: text.content, taps: null, files: [] };
  if (!msgmenu) return null;
  const replies = msgmenu.list.map(({ id, content }) => ({ id, title: content }));
  return { text: msgmenu.head_content, taps: { style: 'list', replies }, files: [] };
}

/** WeChat answers everything with 200. */
function said(errcode: number, errmsg: string): ApiAnswer {
  return { status: 200, body: { errcode, errmsg } };
}

function answer(given: ApiAnswer): ApiReading {
  return { kind: 'answer', answer: given };
}

function writtenBy({ id, at, from, content }: Writing): Record<string, string> {
  const about = {
    ToUserName: 'gh_sandbox',
    FromUserName: from,
    CreateTime: String(Math.floor(at.getTime() / 1000)),
    MsgId: String(id),
  };
  if (content.kind === 'text') return { ...about, MsgType: 'text', Content: content.text };
  if (content.kind === 'tap')
    return { ...about, MsgType: 'text', Content: content.reply.title, bizmsgmenuid: content.reply.id };
  const [family = '', format = ''] = content.contentType.split('/');
  const type = { audio: 'voice', image: 'image', video: 'video' }[family];
  // Other files an account only hears of.
  if (!type) return { ...about, MsgType: 'file', Title: content.name };
  return { ...about, MsgType: type, MediaId: String(id), ...(type === 'voice' && { Format: format }) };
}

function xmlOf(told: Record<string, string>): string {
  const parts = Object.entries(told).map(
    ([name, value]) => `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>${parts.join('')}</xml>`;
}

const block = 32;

/** Sixteen random bytes, the length, the text, the account; padded to blocks of 32. */
function encrypted(text: string, { developerId, serverToken, messageKey }: WechatValues): Webhook {
  const key = Buffer.from(`${messageKey}=`, 'base64');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(text + developerId)]);
  const padding = block - (plain.length % block);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const sealed = [cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])), cipher.final()];
  const content = Buffer.concat(sealed).toString('base64');
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), randomBytes(5).toString('hex')];
  const query = {
    timestamp,
    nonce,
    signature: wechatSignature(serverToken, timestamp, nonce),
    msg_signature: wechatSignature(serverToken, timestamp, nonce, content),
  };
  return { query, headers: { 'content-type': 'text/xml' }, body: xmlOf({ Encrypt: content }) };
}
