import { type FakeWhatsapp, startWhatsapp } from '../providers/whatsapp.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from './applicants.ts';
import type { ChannelAnswer } from './texting.ts';

const publicUrl = 'https://parley.example';

/** The program beside a fake WhatsApp, with a company that can connect to it. */
export async function startChatting(options: TestAppOptions = {}) {
  const whatsapp = await startWhatsapp();
  const config = { publicUrl, providerOrigins: whatsapp.origins };
  const program = await startTestApp({ authenticate: sessionFromHeader, ...options, config });
  const hiring = await createHiring(program.db);
  return {
    whatsapp,
    program,
    hiring,
    close: async () => {
      await program.close();
      await whatsapp.close();
    },
  };
}

export function putWhatsapp({ app }: TestApp, hiring: Hiring, values: Record<string, string>) {
  const payload = { channel: 'whatsapp', provider: 'meta', values };
  return app.inject({ method: 'PUT', url: '/api/channels', headers: as('owner', hiring), payload });
}

export async function whatsappOf({ app }: TestApp, hiring: Hiring) {
  const channels = (await app.inject({ url: '/api/channels', headers: as('owner', hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === 'whatsapp') as ChannelAnswer & { goes: string };
}

/** Connects the company; returns where its webhooks arrive. */
export async function connectWhatsapp(program: TestApp, hiring: Hiring, whatsapp: FakeWhatsapp): Promise<string> {
  const answer = await putWhatsapp(program, hiring, { ...whatsapp.account, messagesPerSecond: '500' });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return pathOf((await whatsappOf(program, hiring)).connection.webhookUrl);
}

/** As Meta delivers a webhook. */
export function deliver({ app }: TestApp, whatsapp: FakeWhatsapp, url: string, content: object, appSecret?: string) {
  return app.inject({ method: 'POST', url, ...whatsapp.signed(content, appSecret) });
}

function pathOf(url: string): string {
  return url.slice(publicUrl.length);
}
