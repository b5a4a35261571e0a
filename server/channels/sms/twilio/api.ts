import type { EgressOptions } from '#platform/egress.ts';
import type { Words } from '#platform/sentences.ts';
import type { Connected, Verdict } from '../../adapter.ts';
import type { OutgoingMessage, SendResult } from '../../channel.ts';
import { lostOnTheWay, readAnswer } from '../../provider-fetch.ts';
import { referenceOf } from '../../reference.ts';
import { judge } from './errors.ts';
import type { TwilioValues } from './fields.ts';
import { words } from './words.ts';

const origin = 'https://api.twilio.com';
const messagingOrigin = 'https://messaging.twilio.com';

type Twilio = Connected<TwilioValues>;

/** Files are fetched by Twilio, at addresses that are signed. */
export async function sendMessage(message: OutgoingMessage, twilio: Twilio): Promise<SendResult> {
  const { sender } = twilio.values;
  const form = new URLSearchParams({
    To: message.to,
    ...(message.body === '' ? {} : { Body: message.body }),
    [isService(sender) ? 'MessagingServiceSid' : 'From']: sender,
    // Our own reference comes back with each status, also where the answer to this request got lost.
    StatusCallback: `${twilio.webhookUrl}?message=${referenceOf(message)}`,
  });
  for (const { url } of message.files) form.append('MediaUrl', url);
  try {
    const answer = await call(twilio, account(twilio, '/Messages.json'), { method: 'POST', body: form.toString() });
    if (answer.status === 201) return { outcome: 'accepted', providerId: String(answer.body.sid) };
    return judge({ ...answer, ...problem(answer.body) });
  } catch (error) {
    return lostOnTheWay(error, 'twilio');
  }
}

/** Twilio takes no key of ours, so a message is known by its addressee, its text, how many files it has, and its time. */
export async function findMessage(
  { to, body, files }: OutgoingMessage,
  since: Date,
  twilio: Twilio,
): Promise<string[]> {
  const query = new URLSearchParams({ To: to, PageSize: '100' });
  const answer = await call(twilio, account(twilio, `/Messages.json?${query}`));
  if (answer.status !== 200) throw new Error(`Twilio did not list its messages (${answer.status}).`);
  const { sender } = twilio.values;
  const messages = answer.body.messages as TwilioMessage[];
  return messages
    .filter((one) => one.body === body && Date.parse(one.date_created) >= since.getTime() - clockDifferenceMs)
    .filter((one) => Number(one.num_media) === files.length)
    .filter((one) => (isService(sender) ? one.messaging_service_sid : one.from) === sender)
    .map(({ sid }) => sid);
}

type TwilioMessage = {
  sid: string;
  body: string;
  /** A number, written as text. */
  num_media: string;
  from: string | null;
  messaging_service_sid: string | null;
  date_created: string;
};

const clockDifferenceMs = 30_000;

export async function testCredentials(twilio: Twilio): Promise<Verdict> {
  const { accountSid, sender } = twilio.values;
  const found = await call(twilio, `${origin}/2010-04-01/Accounts/${accountSid}.json`);
  if (found.status === 401 || found.status === 404)
    return { ok: false, field: 'authToken', why: words.unknownCredentials };
  if (found.status !== 200) return { ok: false, why: words.notChecked(found.status, problem(found.body).detail) };
  if (found.body.status !== 'active')
    return { ok: false, field: 'accountSid', why: words.accountNotActive(String(found.body.status)) };
  const wrongSender = isService(sender) ? await testService(twilio) : await testNumber(twilio);
  if (wrongSender) return { ok: false, field: 'sender', why: wrongSender };
  const detail = String(found.body.friendly_name);
  return isService(sender) ? { ok: true, detail } : { ok: true, detail, address: sender };
}

async function testService(twilio: Twilio): Promise<Words | null> {
  const { status } = await call(twilio, `${messagingOrigin}/v1/Services/${twilio.values.sender}`);
  return status === 200 ? null : words.noService;
}

async function testNumber(twilio: Twilio): Promise<Words | null> {
  const query = new URLSearchParams({ PhoneNumber: twilio.values.sender });
  const { status, body } = await call(twilio, account(twilio, `/IncomingPhoneNumbers.json?${query}`));
  const numbers = status === 200 ? (body.incoming_phone_numbers as TwilioNumber[]) : [];
  const number = numbers.find((one) => one.phone_number === twilio.values.sender);
  if (!number) return words.noNumber;
  return number.capabilities.sms ? null : words.noSms;
}

type TwilioNumber = { phone_number: string; capabilities: { sms: boolean } };

/** With the account's password only where it is asked for: the file itself lies with somebody else. */
export async function fetchMedia(url: string, twilio: Twilio): Promise<Buffer> {
  const headers = new URL(url).origin === origin ? authorization(twilio) : {};
  const { status, body } = await twilio.fetch(url, { headers });
  if (status !== 200) throw new Error(`Twilio answered ${status} for a file.`);
  return body;
}

async function call(twilio: Twilio, url: string, options: EgressOptions = {}) {
  const headers = { ...authorization(twilio), 'content-type': 'application/x-www-form-urlencoded' };
  return readAnswer(await twilio.fetch(url, { ...options, headers, maxRedirects: 0 }));
}

function account({ values }: Twilio, path: string): string {
  return `${origin}/2010-04-01/Accounts/${values.accountSid}${path}`;
}

function authorization({ values: { accountSid, authToken } }: Twilio) {
  return { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` };
}

function isService(sender: string): boolean {
  return sender.startsWith('MG');
}

function problem(body: Record<string, unknown>): { code: number | null; detail: string } {
  const { code, message } = body;
  return { code: typeof code === 'number' ? code : null, detail: String(message ?? 'Twilio gave no reason.') };
}
