import type { Connected, WebhookRequest } from '../adapter.ts';
import type { Arrival, InboundPayload } from '../arrival.ts';
import { readCampaignRef } from '../campaign-ref.ts';
import { readReplyId } from '../reply-id.ts';
import { heedKeyword } from '../sms/keywords.ts';
import { mediaUrl } from './api.ts';
import type { WechatValues } from './fields.ts';
import { decrypt, isSigned } from './signature.ts';
import { readXml } from './xml.ts';

type Wechat = Connected<WechatValues>;
type Told = Record<string, string>;

/** In plain mode the signature is of the time alone and would be good for ever, for any words. */
const longestAgeMs = 10 * 60_000;

export function handshake({ query }: WebhookRequest, { values }: Wechat): string | null {
  const { signature, timestamp, nonce, echostr } = query;
  const signed = isSigned(signature, values.serverToken, String(timestamp), String(nonce));
  return signed && typeof echostr === 'string' ? echostr : null;
}

export function verify(request: WebhookRequest, { values }: Wechat): boolean {
  const { timestamp, nonce, signature, msg_signature: overAll } = request.query;
  const parts = [values.serverToken, String(timestamp), String(nonce)];
  if (!isSigned(signature, ...parts) && !values.messageKey) return false;
  if (!(Math.abs(Date.now() - Number(timestamp) * 1000) < longestAgeMs)) return false;
  if (!values.messageKey) return true;
  const encrypted = readXml(request.body)?.Encrypt;
  return encrypted !== undefined && isSigned(overAll, ...parts, encrypted) && open(encrypted, values) !== null;
}

/** One request tells of one thing. What can't be read is nothing to us. */
export function receive({ body }: WebhookRequest, { values }: Wechat): Arrival[] {
  const outer = readXml(body) ?? {};
  const told = values.messageKey ? readXml(open(outer.Encrypt ?? '', values) ?? '') : outer;
  if (!told?.FromUserName || told.FromUserName.length > 100) return [];
  return told.MsgType === 'event' ? eventOf(told) : messageOf(told);
}

/** Null for what is another account's. */
function open(encrypted: string, { messageKey, developerId }: WechatValues): string | null {
  const plain = decrypt(messageKey, encrypted);
  return plain?.account === developerId ? plain.text : null;
}

function messageOf(told: Told): Arrival[] {
  const payload = payloadOf(told);
  if (!payload || !told.MsgId) return [];
  return [{ ...from(told), providerId: told.MsgId, ...heedKeyword(payload) }];
}

/** Null for what we do not know. */
function payloadOf(told: Told): InboundPayload | null {
  const { MsgType: type, Content, MediaId, bizmsgmenuid: tapped = '', Title, Description, Url, Label } = told;
  const choice = readReplyId(tapped);
  if (choice) return { kind: 'choice', ...choice };
  if (MediaId) return mediaOf(told, MediaId);
  const place = [Label, [told.Location_X, told.Location_Y].filter(Boolean).join(', ')];
  const written = { text: [Content], location: place, link: [Title, Description, Url], file: [Title] }[type ?? ''];
  return written ? { kind: 'text', text: written.filter(Boolean).join('\n') } : null;
}

function mediaOf({ MsgType, Format, Title: name }: Told, mediaId: string): InboundPayload {
  const types: Record<string, string> = { image: 'image/jpeg', voice: `audio/${Format ?? 'amr'}` };
  const contentType = types[MsgType ?? ''] ?? (MsgType?.endsWith('video') ? 'video/mp4' : '');
  return { kind: 'media', text: '', media: [{ url: mediaUrl(mediaId), contentType, name }], files: [] };
}

/** By these, one comes or goes; of the others WeChat tells what nobody has to answer. */
function eventOf(told: Told): Arrival[] {
  const { Event: event, EventKey: key = '', FromUserName, CreateTime } = told;
  const scene = key.replace(/^qrscene_/, '');
  // An event has no id. Of the same second there is one of a kind.
  const about = { ...from(told), providerId: `${event}:${FromUserName}:${CreateTime}` };
  const began = { ...about, payload: { kind: 'opened' as const, text: scene || (event ?? '') }, ...cameFor(scene) };
  if (event === 'subscribe') return [{ ...began, consent: 'start' }];
  if (event === 'unsubscribe') return [{ ...about, payload: { kind: 'keyword', text: event }, consent: 'stop' }];
  return event === 'SCAN' || event === 'CLICK' ? [began] : [];
}

/** The code that they scanned, or the item of the account's menu. */
function cameFor(scene: string) {
  if (!scene) return {};
  return { campaignId: readCampaignRef(scene) ?? undefined, referral: { scene: scene.slice(0, 500) } };
}

function from({ FromUserName = '', CreateTime }: Told) {
  const seconds = Number(CreateTime);
  return {
    kind: 'message' as const,
    address: FromUserName,
    identities: [{ kind: 'wechat' as const, value: FromUserName }] as [{ kind: 'wechat'; value: string }],
    ...(seconds > 0 && seconds < 1e11 ? { at: new Date(seconds * 1000) } : {}),
  };
}
