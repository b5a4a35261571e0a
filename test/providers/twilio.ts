import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { twilioSignature } from '#channels/sms/twilio/signature.ts';
import { findOperation, type Operation, problemsOf } from './contract.ts';
import contract from './twilio-contract.json' with { type: 'json' };

export type TwilioMessage = { sid: string; to: string; from: string; body: string; statusCallback: string; at: Date };

/** What becomes of a message that is sent: instead of being taken as it should. */
export type Mishap =
  /** Refused with this answer. */
  | { status: number; code: number; retryAfter?: number }
  /** Taken, and the connection is cut before the answer. */
  | 'cut after taking'
  /** Cut before anything was taken. */
  | 'cut before taking'
  /** Taken, and no answer comes. */
  | 'silent after taking';

export type FakeTwilio = Awaited<ReturnType<typeof startTwilio>>;

const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

/**
 * Twilio as far as we use it, over real HTTP on loopback: refuses what its published contract does not allow and whoever
 * has not the password, lists what it took, signs what it tells. `mishaps` are used up one by one, by the next messages.
 */
export async function startTwilio(options: { number?: string } = {}) {
  const account = { sid: sid('AC'), authToken: randomBytes(16).toString('hex'), status: 'active' };
  const number = options.number ?? `+1415555${String(Math.floor(Math.random() * 9000) + 1000)}`;
  const messages: TwilioMessage[] = [];
  const mishaps: Mishap[] = [];
  const media = new Map<string, { body: Buffer; contentType: string }>();
  /** Requests that Twilio would not understand; a test may look whether there were any. */
  const misunderstandings: string[] = [];

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', origin);
    const form = Object.fromEntries(new URLSearchParams(await readText(request)));
    const answer = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    const refuse = (status: number, code: number, message: string, headers = {}) =>
      answer(status, { code, message, status }, headers);
    if (url.pathname.startsWith('/files/')) return serveFile(url, request, response);
    const password = Buffer.from(`${account.sid}:${account.authToken}`).toString('base64');
    if (request.headers.authorization !== `Basic ${password}`) return void refuse(401, 20003, 'Authenticate');
    if (url.pathname.includes('/Media/'))
      // The file lies with somebody else, who must not be shown the password.
      return void response.writeHead(307, { location: `http://localhost:${port}/files${url.pathname}` }).end();
    const operations = contract.operations as unknown as Record<string, Operation>;
    const found = findOperation(operations, request.method ?? '', url.pathname);
    if (!found) return void refuse(404, 20404, `There is nothing at ${url.pathname}`);
    const { operation } = found;
    const problems = [
      ...problemsOf(operation.path, [], found.path),
      ...problemsOf(operation.query, [], Object.fromEntries(url.searchParams)),
      ...problemsOf(operation.form, operation.required, form),
    ];
    if (problems.length > 0) {
      misunderstandings.push(...problems);
      return void refuse(400, 21602, problems.join('; '));
    }
    if (found.name.startsWith('POST')) return take(form, response, answer, refuse);
    if (found.name.endsWith('/Messages.json')) {
      const to = url.searchParams.get('To');
      return void answer(200, {
        messages: messages
          .filter((one) => !to || one.to === to)
          .map(present)
          .reverse(),
      });
    }
    if (found.name.endsWith('/IncomingPhoneNumbers.json')) {
      const known = url.searchParams.get('PhoneNumber') === number;
      const numbers = known ? [{ sid: sid('PN'), phone_number: number, capabilities: { sms: true, mms: true } }] : [];
      return void answer(200, { incoming_phone_numbers: numbers });
    }
    if (found.name.includes('/v1/Services/')) return void refuse(404, 20404, 'There is no such service');
    answer(200, { sid: account.sid, status: account.status, friendly_name: 'Acme at Twilio' });
  }

  function take(
    form: Record<string, string>,
    response: ServerResponse,
    answer: (status: number, body: object) => void,
    refuse: (status: number, code: number, message: string, headers?: object) => void,
  ): void {
    const mishap = mishaps.shift();
    if (mishap === 'cut before taking') return void response.destroy();
    if (typeof mishap === 'object') {
      const headers = mishap.retryAfter === undefined ? {} : { 'retry-after': String(mishap.retryAfter) };
      return refuse(mishap.status, mishap.code, `Mishap ${mishap.code}`, headers);
    }
    const { To: to = '', From: from = '', Body: body = '', StatusCallback: statusCallback = '' } = form;
    if (from !== number) return refuse(400, 21606, `${from} is not one of your numbers`);
    const message = { sid: sid('SM'), to, from, body, statusCallback, at: new Date() };
    messages.push(message);
    if (mishap === 'cut after taking') return void response.destroy();
    if (mishap === 'silent after taking') return;
    answer(201, present(message));
  }

  function present(message: TwilioMessage) {
    const { to, from, body, at } = message;
    return {
      sid: message.sid,
      to,
      from,
      body,
      date_created: at.toUTCString(),
      status: 'queued',
      messaging_service_sid: null,
    };
  }

  function serveFile(url: URL, request: IncomingMessage, response: ServerResponse): void {
    if (request.headers.authorization) misunderstandings.push('the password was shown to the host of the files');
    const file = media.get(url.pathname.split('/').at(-1) ?? '');
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.contentType }).end(file.body);
  }

  return {
    account,
    number,
    messages,
    mishaps,
    misunderstandings,
    /** For the program's configuration: where Twilio is now. */
    origins: { 'https://api.twilio.com': origin, 'https://messaging.twilio.com': origin },
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

    /** Whoever waits for an answer gets none. */
    dropConnections: () => server.closeAllConnections(),

    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
