import { setTimeout as wait } from 'node:timers/promises';
import { readReference } from '#channels/reference.ts';
import type { FakeTwilio, TwilioMessage } from '../../test/providers/twilio.ts';
import type { FakeWhatsapp, WhatsappMessage } from '../../test/providers/whatsapp.ts';
import type { Person } from './company.ts';
import type { Deliveries, Delivery } from './deliveries.ts';
import { between } from './random.ts';

export type Writer = Person & { channel: 'sms' | 'whatsapp' };

/** A text as somebody wrote it; times are milliseconds of the clock. */
export type Written = { writer: Writer; number: number; text: string; at: number };

/** What a provider took from us, in the order in which it did. */
export type Taken = { messageId: number; channel: 'sms' | 'whatsapp'; to: string; at: number; told: Set<string> };

export type Providers = {
  twilio: FakeTwilio;
  whatsapp: FakeWhatsapp;
  /** Where their webhooks arrive. */
  urls: { sms: string; whatsapp: string };
  deliveries: Deliveries;
  random: () => number;
};

const shuffledMs = 3000;
const mostCopies = 5;

/**
 * A candidate writes a text: its webhook comes one to five times. Resolves when one of them has been acknowledged. Meta
 * says when a message was written, so its webhooks come in any order; of an SMS nothing but its arrival tells the time.
 */
export function write(providers: Providers, { writer, text, at }: Written): Promise<void> {
  const { urls, random } = providers;
  const [url, signed] = writer.channel === 'sms' ? [urls.sms, byPhone] : [urls.whatsapp, byWhatsapp];
  const content = signed(providers, writer, text, at);
  return new Promise((acknowledged) => {
    const copies = copiesOf(providers, url, content);
    const [first] = copies as [Delivery];
    if (writer.channel === 'whatsapp') first.at += random() * shuffledMs;
    providers.deliveries.add(...copies.map((copy) => ({ ...copy, acknowledged: () => acknowledged() })));
  });
}

function byPhone({ twilio, urls }: Providers, { phone }: Writer, text: string) {
  return twilio.signed(urls.sms, twilio.inbound(`+${phone}`, text));
}

function byWhatsapp({ whatsapp }: Providers, { phone }: Writer, text: string, at: number) {
  const content = { type: 'text', text: { body: text }, timestamp: String(Math.floor(at / 1000)) };
  return whatsapp.signed(whatsapp.inbound({ waId: phone }, content));
}

type Signed = { headers: Record<string, string>; payload: string };

function copiesOf({ random }: Providers, url: string, signed: Signed, after = 0): Delivery[] {
  const now = performance.now() + after;
  const copies = Array.from({ length: between(random, 1, mostCopies) }, () => ({
    ...signed,
    url,
    at: now + random() * shuffledMs,
  }));
  (copies[0] as Delivery).at = now;
  return copies;
}

/** Notes what the providers take, and has them tell what became of it: sent, delivered, read, in any order. */
export function startProviderNews(providers: Providers): { taken: Taken[]; stop(): Promise<void> } {
  const { twilio, whatsapp } = providers;
  const taken: Taken[] = [];
  let seen = { sms: 0, whatsapp: 0 };
  let stopped = false;
  const look = () => {
    const news = [
      ...twilio.messages.slice(seen.sms).map((message) => ofTwilio(providers, message)),
      ...whatsapp.messages.slice(seen.whatsapp).map((message) => ofWhatsapp(providers, message)),
    ];
    seen = { sms: twilio.messages.length, whatsapp: whatsapp.messages.length };
    taken.push(...news);
  };
  const running = (async () => {
    for (; !stopped; await wait(10)) look();
  })();
  return {
    taken,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

const statuses = ['sent', 'delivered', 'read'];

function ofTwilio(providers: Providers, message: TwilioMessage): Taken {
  const messageId = idIn(new URL(message.statusCallback).searchParams.get('message'));
  const taken = { messageId, channel: 'sms' as const, to: message.to, at: Date.now(), told: new Set<string>() };
  tell(providers, taken, message.statusCallback, (status) =>
    providers.twilio.signed(message.statusCallback, providers.twilio.status(message, status)),
  );
  return taken;
}

function ofWhatsapp(providers: Providers, message: WhatsappMessage): Taken {
  const { reference, to } = message;
  const at = Date.now();
  const taken = {
    messageId: idIn(reference),
    channel: 'whatsapp' as const,
    to: `+${to}`,
    at,
    told: new Set<string>(),
  };
  tell(providers, taken, providers.urls.whatsapp, (status) =>
    providers.whatsapp.signed(providers.whatsapp.status(message, status)),
  );
  return taken;
}

function idIn(reference: unknown): number {
  const sending = readReference(reference);
  if (!sending) throw new Error(`A message was sent by the reference ${String(reference)}, which is none of ours.`);
  return sending.messageId;
}

function tell(providers: Providers, taken: Taken, url: string, signed: (status: string) => Signed): void {
  for (const [step, status] of statuses.entries()) {
    const copies = copiesOf(providers, url, signed(status), 100 + step * 400 * providers.random());
    const acknowledged = () => void taken.told.add(status);
    providers.deliveries.add(...copies.map((copy) => ({ ...copy, acknowledged })));
  }
}

export type Recruiter = { url: string; cookie: string };

/** A recruiter writes; where no answer comes, the same once more until one does. Throws for a refusal. */
export async function reply({ url, cookie }: Recruiter, { writer, number, text }: Written): Promise<void> {
  const body = JSON.stringify({ channel: writer.channel, body: text, clientKey: `bench-${number}-of-reply` });
  const headers = { 'content-type': 'application/json', cookie };
  for (;;) {
    const status = await post(`${url}/api/applications/${writer.applicationId}/messages`, headers, body);
    if (status === 201) return;
    if (status >= 400 && status < 500) throw new Error(`A recruiter's message was refused with ${status}.`);
    await wait(300);
  }
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<number> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 503;
  }
}
