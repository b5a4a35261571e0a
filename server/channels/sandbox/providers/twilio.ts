import type { Connected } from '../../adapter.ts';
import { readReference, referenceOf } from '../../reference.ts';
import { twilio } from '../../sms/twilio/adapter.ts';
import type { fields, TwilioValues } from '../../sms/twilio/fields.ts';
import { twilioSignature } from '../../sms/twilio/signature.ts';
import type { ApiAnswer, ApiReading, ApiRequest, Report, SandboxProvider, Webhook, Writing } from '../provider.ts';

/** A number that Twilio itself gives to nobody. */
const sender = '+15005550006';
const longestText = 1600;

type Twilio = Connected<TwilioValues>;

/** Twilio, as far as its adapter uses it. */
export const twilioSandbox: SandboxProvider<typeof fields> = {
  adapter: twilio,
  values: (derive) => ({
    accountSid: `AC${derive('account')}`,
    authToken: derive('token'),
    sender,
    messagesPerSecond: 500,
  }),
  addressOf: (phone) => (phone.startsWith('+') ? phone : null),
  api: {
    read,
    accept: ({ to, text, files }, sid, { accountSid }) => ({
      status: 201,
      body: {
        sid,
        account_sid: accountSid,
        from: sender,
        to,
        body: text,
        num_media: String(files.length),
        status: 'queued',
      },
    }),
    refuse: () => problem(400, 21614, 'This is not a number that can receive SMS.'),
    busy: () => ({ ...problem(429, 20429, 'Too many requests.'), headers: { 'retry-after': '20' } }),
    file: ({ body }) => body,
  },
  write: (writing, connected) => signed(connected, {}, formOf(writing, connected.values)),
  report: (reports, connected) => reports.map((report) => reportOf(report, connected)),
  tellsReading: false,
};

function read({ method, url, headers, body }: ApiRequest, { accountSid, authToken }: TwilioValues): ApiReading {
  const password = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  if (headers.authorization !== `Basic ${password}`) return answer(problem(401, 20003, 'Authenticate'));
  const account = `/2010-04-01/Accounts/${accountSid}`;
  const file = /^\/Messages\/MM\w+\/Media\/ME(\d+)$/.exec(url.pathname.slice(account.length));
  if (method === 'GET' && file) return { kind: 'file', messageId: Number(file[1]) };
  if (method !== 'POST' || url.pathname !== `${account}/Messages.json`)
    return answer(problem(404, 20404, `There is nothing at ${url.pathname}.`));
  const form = new URLSearchParams(body);
  const [to, text] = [form.get('To') ?? '', form.get('Body') ?? ''];
  if (!/^\+[1-9]\d{1,14}$/.test(to)) return answer(problem(400, 21211, `${to} is not a phone number.`));
  if (form.get('From') !== sender) return answer(problem(400, 21606, 'This is not one of your numbers.'));
  const files = form.getAll('MediaUrl');
  if (text === '' && files.length === 0) return answer(problem(400, 21602, 'A message needs a text.'));
  if (text.length > longestText) return answer(problem(400, 21617, `A text has at most ${longestText} characters.`));
  const sending = readReference(new URL(form.get('StatusCallback') ?? '').searchParams.get('message'));
  return { kind: 'message', message: { sending, to, text, taps: null, files } };
}

function answer(given: ApiAnswer): ApiReading {
  return { kind: 'answer', answer: given };
}

function problem(status: number, code: number, message: string): ApiAnswer {
  return { status, body: { code, message, status } };
}

function formOf({ id, from, content }: Writing, { accountSid }: TwilioValues): Record<string, string> {
  const MessageSid = `${content.kind === 'file' ? 'MM' : 'SM'}${id.toString(16).padStart(32, '0')}`;
  const media = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${MessageSid}/Media/ME${id}`;
  return {
    MessageSid,
    SmsStatus: 'received',
    AccountSid: accountSid,
    From: from,
    To: sender,
    Body: content.kind === 'tap' ? content.reply.title : content.text,
    NumSegments: '1',
    NumMedia: content.kind === 'file' ? '1' : '0',
    ...(content.kind === 'file' && { MediaUrl0: media, MediaContentType0: content.contentType }),
  };
}

/** To the address that came with the message, on which our reference stands. */
function reportOf(report: Report, connected: Twilio): Webhook {
  const { providerId, to, status } = report;
  const form = {
    MessageSid: providerId,
    MessageStatus: status === 'failed' ? 'undelivered' : status,
    AccountSid: connected.values.accountSid,
    To: to,
    From: sender,
    ...(status === 'failed' && { ErrorCode: '30005', ErrorMessage: 'The phone is unknown or no longer in use.' }),
  };
  return signed(connected, { message: referenceOf(report) }, form);
}

function signed({ values, webhookUrl }: Twilio, query: Record<string, string>, form: Record<string, string>): Webhook {
  const asked = new URLSearchParams(query).toString();
  const url = asked ? `${webhookUrl}?${asked}` : webhookUrl;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': twilioSignature(values.authToken, url, Object.entries(form)),
  };
  return { query, headers, body: new URLSearchParams(form).toString() };
}
