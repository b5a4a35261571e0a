import { randomBytes } from 'node:crypto';
import { twilioSignature } from '#channels/sms/twilio/signature.ts';
import { findOperation, type Operation, problemsOf } from './contract.ts';
import { type Answer, type Asked, type Mishap, startServer, takeOrFail } from './server.ts';
import contract from './twilio-contract.json' with { type: 'json' };

export type TwilioMessage = {
  sid: string;
  to: string;
  from: string;
  body: string;
  /** Where its files are to be fetched. */
  mediaUrls: string[];
  statusCallback: string;
  at: Date;
};

export type FakeTwilio = Awaited<ReturnType<typeof startTwilio>>;

const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

const refusal = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message, status },
});

/**
 * Twilio as far as we use it, over real HTTP on loopback: refuses what its published contract does not allow and whoever
 * has not the password, lists what it took, signs what it tells. `mishaps` are used up one by one, by the next messages.
 */
export async function startTwilio(
  options: {
    number?: string;
    /** Further ones of the same account. */
    moreNumbers?: string[];
    latency?: () => Promise<void>;
  } = {},
) {
  const account = { sid: sid('AC'), authToken: randomBytes(16).toString('hex'), status: 'active' };
  const number = options.number ?? `+1415555${String(Math.floor(Math.random() * 9000) + 1000)}`;
  const numbers = [number, ...(options.moreNumbers ?? [])];
  const messages: TwilioMessage[] = [];
  const mishaps: Mishap[] = [];
  const media = new Map<string, { body: Buffer; contentType: string }>();
  /** Requests that Twilio would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];

  const server = await startServer((asked, origin) => {
    const { url, request } = asked;
    if (url.pathname.startsWith('/files/')) return serveFile(asked);
    const password = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${password}`) return refusal(401, 20003, 'Authenticate');
    if (url.pathname.includes('/Media/')) {
      // The file lies with somebody else, who must not be shown the password.
      const location = `${origin.replace('127.0.0.1', 'localhost')}/files${url.pathname}`;
      return { status: 307, headers: { location } };
    }
    const found = findOperation(
      contract.operations as unknown as Record<string, Operation>,
      request.method ?? '',
      url.pathname,
    );
    if (!found) return refusal(404, 20404, `There is nothing at ${url.pathname}`);
    const { operation } = found;
    const form = Object.fromEntries(new URLSearchParams(asked.body.toString('utf8')));
    const problems = [
      ...problemsOf(operation.path, [], found.path),
      ...problemsOf(operation.query, [], Object.fromEntries(url.searchParams)),
      ...problemsOf(operation.form, operation.required, form),
    ];
    misunderstandings.push(...problems);
    if (problems.length > 0) return refusal(400, 21602, problems.join('; '));
    return found.name.startsWith('POST') ? receiveMessage(form, asked) : look(found.name, url.searchParams);
  }, options.latency);

  function look(operation: string, query: URLSearchParams): Answer {
    if (operation.endsWith('/Messages.json')) {
      const to = query.get('To');
      const listed = messages.filter((one) => !to || one.to === to).map(present);
      return { status: 200, body: { messages: listed.reverse() } };
    }
    if (operation.endsWith('/IncomingPhoneNumbers.json')) {
      const known = numbers.filter((one) => one === query.get('PhoneNumber'));
      const capabilities = { sms: true, mms: true };
      const listed = known.map((one) => ({ sid: sid('PN'), phone_number: one, capabilities }));
      return { status: 200, body: { incoming_phone_numbers: listed } };
    }
    if (operation.includes('/v1/Services/')) return refusal(404, 20404, 'There is no such service');
    return { status: 200, body: { sid: account.sid, status: account.status, friendly_name: 'Acme at Twilio' } };
  }

  function receiveMessage(form: Record<string, string>, asked: Asked): Answer | null {
    const { To: to = '', From: from = '', Body: body = '', StatusCallback: statusCallback = '' } = form;
    const mediaUrls = new URLSearchParams(asked.body.toString('utf8')).getAll('MediaUrl');
    return takeOrFail(
      mishaps.shift(),
      asked,
      ({ status, code }) => refusal(status, code, `Mishap ${code}`),
      () => {
        if (!numbers.includes(from)) return refusal(400, 21606, `${from} is not one of your numbers`);
        if (body === '' && mediaUrls.length === 0) return refusal(400, 21602, 'Message body is required');
        const message = { sid: sid('SM'), to, from, body, mediaUrls, statusCallback, at: new Date() };
        messages.push(message);
        return { status: 201, body: present(message) };
      },
    );
  }

  function present(message: TwilioMessage) {
    const { to, from, body, at } = message;
    return {
      sid: message.sid,
      to,
      from,
      body,
      num_media: String(message.mediaUrls.length),
      date_created: at.toUTCString(),
      status: 'queued',
      messaging_service_sid: null,
    };
  }

  function serveFile({ url, request }: Asked): Answer {
    if (request.headers.authorization) misunderstandings.push('the password was shown to the host of the files');
    const file = media.get(url.pathname.split('/').at(-1) ?? '');
    if (!file) return { status: 404 };
    return { status: 200, file: file.body, headers: { 'content-type': file.contentType } };
  }

  return {
    ...server,
    account,
    number,
    messages,
    mishaps,
    misunderstandings,
    /** For the program's configuration: where Twilio is now. */
    origins: { 'https://api.twilio.com': server.origin, 'https://messaging.twilio.com': server.origin },
    /** What an owner types to connect. */
    credentials: { accountSid: account.sid, authToken: account.authToken, sender: number },

    /** Headers and body of a webhook, signed for the address at which it arrives. */
    signed(url: string, form: Record<string, string>, authToken = account.authToken) {
      const signature = twilioSignature(authToken, url, Object.entries(form));
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
      return { headers, payload: new URLSearchParams(form).toString() };
    },

    /** The form of a message that a phone sent to our number. */
    inbound(from: string, body: string, files: { body: Buffer; contentType: string }[] = []): Record<string, string> {
      const MessageSid = sid(files.length > 0 ? 'MM' : 'SM');
      const links = files.map((file) => {
        const id = sid('ME');
        media.set(id, file);
        return `https://api.twilio.com/2010-04-01/Accounts/${account.sid}/Messages/${MessageSid}/Media/${id}`;
      });
      return {
        MessageSid,
        SmsStatus: 'received',
        AccountSid: account.sid,
        From: from,
        To: number,
        Body: body,
        NumMedia: String(files.length),
        NumSegments: '1',
        ...Object.fromEntries(links.map((link, at) => [`MediaUrl${at}`, link])),
        ...Object.fromEntries(files.map((file, at) => [`MediaContentType${at}`, file.contentType])),
      };
    },

    /** The form of what is told of a message to its `statusCallback`. */
    status(message: TwilioMessage, status: string, errorCode?: number): Record<string, string> {
      const told = {
        MessageSid: message.sid,
        MessageStatus: status,
        AccountSid: account.sid,
        To: message.to,
        From: number,
      };
      return errorCode === undefined ? told : { ...told, ErrorCode: String(errorCode) };
    },
  };
}
