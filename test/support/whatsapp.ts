import type { InterviewDefinition } from '#interviews/definition.ts';
import { withSystem } from '#platform/db.ts';
import { type FakeWhatsapp, startWhatsapp } from '../providers/whatsapp.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './app.ts';
import { type Applicant, as, createApplicant, createHiring, type Hiring, sessionFromHeader } from './applicants.ts';
import type { ChannelAnswer } from './connecting.ts';

const publicUrl = 'https://parley.example';

/** The program beside a fake WhatsApp, with a company that can connect to it. */
export async function startChatting(options: TestAppOptions & { definition?: InterviewDefinition } = {}) {
  const whatsapp = await startWhatsapp();
  const config = { publicUrl, providerOrigins: whatsapp.origins };
  const { definition, ...rest } = options;
  const program = await startTestApp({ authenticate: sessionFromHeader, ...rest, config });
  const hiring = await createHiring(program.db, definition ? { definition } : {});
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

let serial = 0;

/** An applicant who is known by the number of their WhatsApp. */
export async function createChatter({ db }: TestApp, hiring: Hiring): Promise<Applicant & { waId: string }> {
  const waId = `63917${String(1_000_000 + ++serial)}`;
  const applicant = await createApplicant(db, hiring, { phone: `+${waId}` });
  const contact = { company_id: applicant.companyId, candidate_id: applicant.candidateId };
  await withSystem(db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ ...contact, kind: 'phone', value: `+${waId}` })
      .execute(),
  );
  return { ...applicant, waId };
}

export const text = (body: string) => ({ type: 'text', text: { body } });

function pathOf(url: string): string {
  return url.slice(publicUrl.length);
}
