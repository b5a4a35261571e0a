import type { ChannelKind } from '#channels/channel.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from './applicants.ts';

export const publicUrl = 'https://parley.example';

type Fake = { origins: Record<string, string>; close(): Promise<void> };

/** The program beside a provider that is played, with a company that can connect to it. */
export async function startBeside(fake: Fake, options: TestAppOptions = {}) {
  const config = { publicUrl, providerOrigins: fake.origins };
  const program = await startTestApp({ authenticate: sessionFromHeader, ...options, config });
  const hiring = await createHiring(program.db);
  return {
    program,
    hiring,
    close: async () => {
      await program.close();
      await fake.close();
    },
  };
}

export type Way = { channel: ChannelKind; provider: string };

export function putConnection({ app }: TestApp, hiring: Hiring, way: Way, values: Record<string, string>) {
  return app.inject({ method: 'PUT', url: '/api/channels', headers: as('owner', hiring), payload: { ...way, values } });
}

export type ChannelAnswer = {
  goes: string;
  connection: {
    id: number;
    provider: string;
    webhookUrl: string;
    webhookFields: string[];
    status: string;
    lastError: { code: string };
  };
};

export async function channelOf({ app }: TestApp, hiring: Hiring, kind: ChannelKind): Promise<ChannelAnswer> {
  const channels = (await app.inject({ url: '/api/channels', headers: as('owner', hiring) })).json();
  return channels.find((one: { channel: string }) => one.channel === kind);
}

/** Connects the company; returns where its webhooks arrive. */
export async function connectWay(program: TestApp, hiring: Hiring, way: Way, values: Record<string, string>) {
  const answer = await putConnection(program, hiring, way, values);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return (await channelOf(program, hiring, way.channel)).connection.webhookUrl;
}

/** As a provider delivers to this address. */
export function deliver(
  { app }: TestApp,
  url: string,
  signed: { headers: Record<string, string>; payload: string | Buffer },
) {
  return app.inject({ method: 'POST', url: url.slice(publicUrl.length), ...signed });
}
