/**
 * The load generator of webhooks, a process of its own that reads its plan as JSON from its input. They come at their
 * times, whatever the answers take; those for which no connection is free wait, and that counts as part of the answer's
 * time. Raw sockets, so that it takes little of the processor that the program needs as well.
 */
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { metaSignature } from '#channels/meta/webhook.ts';

export type WebhookLoad = {
  url: string;
  /** One webhook each, in this order. */
  phones: string[];
  perSecond: number;
  connections: number;
  account: { phoneNumberId: string; businessAccountId: string; appSecret: string };
};

export type WebhookReport = {
  seconds: number;
  statuses: Record<string, number>;
  p50: number;
  p95: number;
  p99: number;
  max: number;
};

if (import.meta.main) console.log(JSON.stringify(await load(JSON.parse(await text(process.stdin)) as WebhookLoad)));

async function load(plan: WebhookLoad): Promise<WebhookReport> {
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const began = performance.now();
  const dueAt = (index: number) => began + (index * 1000) / plan.perSecond;
  let next = 0;
  const take = () => (next < plan.phones.length ? next++ : null);
  const done = (index: number, status: string) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    times.push(performance.now() - dueAt(index));
  };
  const one = () => converse(plan, { take, dueAt, done });
  await Promise.all(Array.from({ length: plan.connections }, one));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
  return { seconds, statuses, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

type Turns = {
  take(): number | null;
  dueAt(index: number): number;
  done(index: number, status: string): void;
};

function converse(plan: WebhookLoad, { take, dueAt, done }: Turns): Promise<void> {
  const { hostname, port } = new URL(plan.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let answer = '';
    let current = 0;
    const send = () => {
      const index = take();
      if (index === null) return void socket.end(resolve);
      current = index;
      const early = dueAt(index) - performance.now();
      if (early > 0) setTimeout(() => socket.write(request(plan, index)), early);
      else socket.write(request(plan, index));
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      answer += chunk;
      const headEnd = answer.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (answer.length < headEnd + 4 + length) return;
      done(current, answer.slice(9, 12));
      answer = '';
      send();
    });
  });
}

/** What Meta sends when somebody writes; the same as `test/providers/whatsapp.ts` does. */
function request({ url, phones, account }: WebhookLoad, index: number): Buffer {
  const { host, pathname } = new URL(url);
  const phone = phones[index] as string;
  const body = Buffer.from(JSON.stringify(envelope(account, phone)));
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `x-hub-signature-256: ${metaSignature(account.appSecret, body)}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

function envelope({ phoneNumberId, businessAccountId }: WebhookLoad['account'], phone: string) {
  const metadata = { display_phone_number: '14155550100', phone_number_id: phoneNumberId };
  const contacts = [{ profile: { name: 'Ana Reyes' }, wa_id: phone }];
  const timestamp = String(Math.floor(Date.now() / 1000));
  const messages = [{ id: `wamid.${phone}`, from: phone, timestamp, type: 'text', text: { body: 'Hello, I am Ana' } }];
  const value = { messaging_product: 'whatsapp', metadata, contacts, messages };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: businessAccountId, changes: [{ field: 'messages', value }] }],
  };
}
