import { createHash, createHmac } from 'node:crypto';
import type { EgressOptions } from '#platform/egress.ts';
import type { Words } from '#platform/sentences.ts';
import type { Connected, Verdict } from '../adapter.ts';
import type { OutgoingMessage, SendResult } from '../channel.ts';
import { graphUrl } from '../meta/graph.ts';
import { lostOnTheWay, readAnswer } from '../provider-fetch.ts';
import { referenceOf } from '../reference.ts';
import { hasGap } from '../templates/template.ts';
import { notSentYet, uploadOf } from '../upload.ts';
import { recipientOf } from './address.ts';
import { detailOf, type GraphError, judge } from './errors.ts';
import type { WhatsappValues } from './fields.ts';
import { fileContentOf } from './files.ts';
import { contentOf, templateContentOf } from './payload.ts';
import { words } from './words.ts';

const largestFile = 20 * 1024 * 1024;

type Whatsapp = Connected<WhatsappValues>;

export async function sendMessage(message: OutgoingMessage, whatsapp: Whatsapp): Promise<SendResult> {
  if (message.template && hasGap(message.template)) return gap;
  return post(message, message.template ? templateContentOf(message.template) : contentOf(message), whatsapp);
}

/** One file a message. Until it is uploaded nothing is sent, so a failure before is never a doubt. */
export async function sendFile(message: OutgoingMessage, whatsapp: Whatsapp): Promise<SendResult> {
  const [file] = message.files;
  if (!file) return sendMessage(message, whatsapp);
  const upload = await uploadOf(file, 'file', (type) => ({ messaging_product: 'whatsapp', type }));
  try {
    const answer = await call(whatsapp, `/${whatsapp.values.phoneNumberId}/media`, upload);
    const { id, error } = answer.body as { id?: string; error?: GraphError };
    if (answer.status === 200 && id) return await post(message, fileContentOf(message, id), whatsapp);
    const unexplained = { code: -1, message: 'Meta did not take the file and gave no reason.' };
    if (answer.status < 500 || error) return judge(error ?? unexplained, answer.status, answer.retryAfterMs);
    return { outcome: 'later', code: `whatsapp_http_${answer.status}`, detail: unexplained.message, sender: 'down' };
  } catch (error) {
    return notSentYet(lostOnTheWay(error, 'whatsapp'));
  }
}

async function post(message: OutgoingMessage, content: object, whatsapp: Whatsapp): Promise<SendResult> {
  const body = JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientOf(message.to),
    ...content,
    // Our own reference comes back with each status, also where the answer to this request got lost.
    biz_opaque_callback_data: referenceOf(message),
  });
  try {
    const answer = await call(whatsapp, `/${whatsapp.values.phoneNumberId}/messages`, { method: 'POST', body });
    const [taken] = (answer.body.messages ?? []) as { id: string }[];
    if (answer.status === 200 && taken) return { outcome: 'accepted', providerId: taken.id };
    const error = answer.body.error as GraphError | undefined;
    if (error) return judge(error, answer.status, answer.retryAfterMs);
    const told = { code: `whatsapp_http_${answer.status}`, detail: 'Meta gave no reason.' };
    // A gateway answered in Meta's place: the message may have been taken before.
    if (answer.status >= 500) return { outcome: 'unknown', ...told, sender: 'down' };
    return judge({ code: -1, message: told.detail }, answer.status, answer.retryAfterMs);
  } catch (error) {
    return lostOnTheWay(error, 'whatsapp');
  }
}

const gap: SendResult = {
  outcome: 'refused',
  code: 'template_gap',
  detail: 'Nothing is known of this candidate that would fill a gap of the template.',
};

/** Tries each of the credentials; at last the app is told to deliver this account's webhooks, which no dashboard does. */
export async function testCredentials(whatsapp: Whatsapp): Promise<Verdict> {
  const { accessToken, appSecret, phoneNumberId, businessAccountId } = whatsapp.values;
  const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
  const number = await call(whatsapp, `/${phoneNumberId}?fields=display_phone_number,verified_name`);
  if (number.status !== 200) {
    const field = (number.body.error as GraphError | undefined)?.code === 190 ? 'accessToken' : 'phoneNumberId';
    return { ok: false, field, why: refused(number) };
  }
  const proved = await call(whatsapp, `/${phoneNumberId}?appsecret_proof=${proof}`);
  if (proved.status !== 200) return { ok: false, field: 'appSecret', why: words.wrongSecret };
  const subscribed = await call(whatsapp, `/${businessAccountId}/subscribed_apps`, { method: 'POST', body: '{}' });
  if (subscribed.status !== 200) return { ok: false, field: 'businessAccountId', why: refused(subscribed) };
  const address = String(number.body.display_phone_number);
  return { ok: true, detail: `${number.body.verified_name}, ${address}`, address };
}

export function refused({ status, body }: { status: number; body: Record<string, unknown> }): Words {
  return words.refused(status, detailOf((body.error ?? {}) as GraphError));
}

/** Where a file lies, Meta tells for five minutes. */
export function mediaUrl(mediaId: string): string {
  return `${graphUrl}/${encodeURIComponent(mediaId)}`;
}

export async function fetchMedia(url: string, whatsapp: Whatsapp): Promise<Buffer> {
  const { values } = whatsapp;
  const found = await call(whatsapp, `${url.slice(graphUrl.length)}?phone_number_id=${values.phoneNumberId}`);
  if (found.status !== 200) throw new Error(`Meta did not tell where a file is (${found.status}).`);
  const { body, status } = await whatsapp.fetch(String(found.body.url), {
    headers: authorization(whatsapp),
    maxBytes: largestFile,
    timeoutMs: 60_000,
  });
  if (status !== 200) throw new Error(`Meta answered ${status} for a file.`);
  const digest = createHash('sha256').update(body).digest();
  // Meta writes it in the one way here and in the other there.
  if (!['hex', 'base64'].some((encoding) => digest.toString(encoding as 'hex') === found.body.sha256))
    throw new Error('A file came otherwise than Meta says that it is.');
  return body;
}

export async function call(whatsapp: Whatsapp, path: string, options: EgressOptions = {}) {
  const headers = { 'content-type': 'application/json', ...options.headers, ...authorization(whatsapp) };
  return readAnswer(await whatsapp.fetch(graphUrl + path, { ...options, headers, maxRedirects: 0 }));
}

function authorization({ values: { accessToken } }: Whatsapp) {
  return { authorization: `Bearer ${accessToken}` };
}
