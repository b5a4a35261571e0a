import type { Words } from '#platform/sentences.ts';
import type { Connected, Verdict } from '../../adapter.ts';
import type { OutgoingMessage, SendResult } from '../../channel.ts';
import { lostOnTheWay, readAnswer } from '../../provider-fetch.ts';
import { judge } from './errors.ts';
import type { TelnyxValues } from './fields.ts';
import { signedReference } from './reference.ts';
import { words } from './words.ts';

const origin = 'https://api.telnyx.com';

type Telnyx = Connected<TelnyxValues>;

/** Files are fetched by Telnyx, at addresses that are signed. */
export async function sendMessage(message: OutgoingMessage, telnyx: Telnyx): Promise<SendResult> {
  const { sender } = telnyx.values;
  const json = {
    to: message.to,
    ...(message.body === '' ? {} : { text: message.body }),
    ...(message.files.length === 0 ? {} : { media_urls: message.files.map(({ url }) => url) }),
    [isProfile(sender) ? 'messaging_profile_id' : 'from']: sender,
    // Our own reference comes back with each status, also where the answer to this request got lost.
    webhook_url: `${telnyx.webhookUrl}?message=${signedReference(telnyx.values, message)}`,
  };
  try {
    const answer = await call(telnyx, '/v2/messages', json);
    const { id } = Object(answer.body.data);
    if (answer.status === 200 && typeof id === 'string') return { outcome: 'accepted', providerId: id };
    return judge({ ...answer, ...problem(answer.body) });
  } catch (error) {
    return lostOnTheWay(error, 'telnyx');
  }
}

export async function testCredentials(telnyx: Telnyx): Promise<Verdict> {
  const { sender } = telnyx.values;
  const path = isProfile(sender)
    ? `/v2/messaging_profiles/${sender}`
    : `/v2/phone_numbers?${new URLSearchParams({ 'filter[phone_number]': sender })}`;
  const { status, body } = await call(telnyx, path);
  if (status === 401 || status === 403) return { ok: false, field: 'apiKey', why: words.unknownKey };
  if (status !== 200 && status !== 404) return { ok: false, why: words.notChecked(status, problem(body).detail) };
  const wrongSender = isProfile(sender) ? wrongProfile(body.data) : wrongNumber(body.data, sender);
  if (wrongSender) return { ok: false, field: 'sender', why: wrongSender };
  const detail = nameOf(body.data);
  return isProfile(sender) ? { ok: true, detail } : { ok: true, detail, address: sender };
}

type TelnyxProfile = { name?: string; enabled?: boolean };
type TelnyxNumber = { phone_number: string; messaging_profile_id?: string | null; messaging_profile_name?: string };

function wrongProfile(data: unknown): Words | null {
  if (!data) return words.noProfile;
  return (data as TelnyxProfile).enabled === false ? words.profileOff : null;
}

function wrongNumber(data: unknown, sender: string): Words | null {
  const number = Array.isArray(data) && (data as TelnyxNumber[]).find((one) => one.phone_number === sender);
  if (!number) return words.noNumber;
  return number.messaging_profile_id ? null : words.outsideProfile;
}

function nameOf(data: unknown): string {
  const [number] = Array.isArray(data) ? (data as TelnyxNumber[]) : [];
  return number ? (number.messaging_profile_name ?? number.phone_number) : ((data as TelnyxProfile).name ?? '');
}

/** It lies open at an address that nobody guesses: the API key stays here. */
export async function fetchMedia(url: string, telnyx: Telnyx): Promise<Buffer> {
  const { status, body } = await telnyx.fetch(url);
  if (status !== 200) throw new Error(`Telnyx answered ${status} for a file.`);
  return body;
}

async function call(telnyx: Telnyx, path: string, json?: object) {
  const headers = { authorization: `Bearer ${telnyx.values.apiKey}`, 'content-type': 'application/json' };
  const body = json && { method: 'POST' as const, body: JSON.stringify(json) };
  return readAnswer(await telnyx.fetch(origin + path, { ...body, headers, maxRedirects: 0 }));
}

function isProfile(sender: string): boolean {
  return !sender.startsWith('+');
}

function problem({ errors }: Record<string, unknown>): { code: number | null; detail: string } {
  return readError(Array.isArray(errors) ? errors[0] : null);
}

/** What is wrong, by the first of the errors that Telnyx lists, whatever that is. */
export function readError(error: unknown): { code: number | null; detail: string } {
  const { code, title, detail } = Object(error) as Record<string, unknown>;
  const [told] = [detail, title].filter((text) => typeof text === 'string' && text !== '');
  return { code: Number(code) || null, detail: String(told ?? 'Telnyx gave no reason.') };
}
