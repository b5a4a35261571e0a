import { availableParallelism } from 'node:os';
import { sql } from 'kysely';
import type { ApplicationRow } from '#candidates/applications.ts';
import type { InboundPayload } from '#channels/arrival.ts';
import { driveInterview } from '#interviews/drive.ts';
import type { EngineEvent } from '#interviews/engine/types.ts';
import { readSession } from '#interviews/sessions.ts';
import { answerVisitor } from '#openings/answer.ts';
import { discardBlobs } from '#platform/blobs/loose.ts';
import { afterCommit, prepared, type Trx, withCompany, withSystem } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { hear, isConsent, recordConsent } from './inbound-consent.ts';
import {
  type Conversation,
  findWaitingConversations,
  markHandled,
  putOff,
  readWaiting,
  type WaitingEvent,
} from './inbound-events.ts';
import { attachmentsOf, storeMessage } from './inbound-messages.ts';
import { type Loop, startLoop } from './loop.ts';
import { answerHelp, confirmStart } from './sending/help.ts';

type InboundServices = Pick<Services, 'config' | 'db' | 'log' | 'hints'>;

const conversationsATurn = 40;
/** More than the machine can do at once would only keep the webhooks waiting for the database. */
const atOnce = Math.min(8, 2 * availableParallelism());

/** Handles what candidates sent, until stopped. */
export function startInbound(services: InboundServices, options: { pollMs?: number } = {}): Loop {
  return startLoop(services, {
    name: 'inbound',
    topic: 'inbound',
    pollMs: options.pollMs ?? 1000,
    async turn() {
      const waiting = await withSystem(services.db, (trx) => findWaitingConversations(trx, conversationsATurn));
      const queue = waiting.values();
      let handled = 0;
      const worker = async () => {
        for (const conversation of queue) handled += await handleConversation(services, conversation, { wait: false });
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      // Of a company with much to do only its share was looked at.
      return handled > 0;
    },
  });
}

/**
 * Handles all that waits in one conversation, in one transaction: one worker at a time, in the order of arrival. Where
 * another is at it, `wait` says whether to wait for it or leave it the rest. Returns how many events were handled. An
 * event that fails is put off and holds up nobody else's conversation.
 */
export async function handleConversation(
  services: InboundServices,
  conversation: Conversation,
  options: { wait: boolean },
): Promise<number> {
  try {
    return await handleDue(services, conversation, options.wait, (due) => due);
  } catch (error) {
    // Which of them it was can not be told, and those before it are not to suffer for it.
    services.log.warn({ err: error }, 'inbound events failed together and are tried one by one');
    return handleOneByOne(services, conversation, options.wait);
  }
}

async function handleOneByOne(services: InboundServices, conversation: Conversation, wait: boolean): Promise<number> {
  const { companyId } = conversation;
  let current: WaitingEvent | undefined;
  const first = (due: WaitingEvent[]) => {
    [current] = due;
    return due.slice(0, 1);
  };
  let handled = 0;
  try {
    while ((await handleDue(services, conversation, wait, first)) > 0) handled += 1;
  } catch (error) {
    services.log.error({ err: error, eventId: current?.id }, 'inbound event failed');
    const failed = current;
    if (failed)
      await withCompany(services.db, companyId, (trx) => putOff(trx, companyId, failed.id, (error as Error).message));
  }
  return handled;
}

/** Handles what `choose` takes of the events that are due. One that was put off holds up those behind it. */
async function handleDue(
  services: InboundServices,
  conversation: Conversation,
  wait: boolean,
  choose: (due: WaitingEvent[]) => WaitingEvent[],
): Promise<number> {
  const { companyId, candidateId } = conversation;
  return withCompany(services.db, companyId, async (trx) => {
    if (!(await lockConversation(trx, conversation, wait))) return 0;
    const events = await readWaiting(trx, companyId, candidateId);
    const firstNotDue = events.findIndex((event) => !event.due);
    const chosen = choose(firstNotDue < 0 ? events : events.slice(0, firstNotDue));
    for (const group of byApplication(chosen)) await handleEvents(trx, services, conversation, group);
    await markHandled(
      trx,
      companyId,
      chosen.map((event) => event.id),
    );
    return chosen.length;
  });
}

/** Whoever holds the candidate's row holds the conversation. New messages may refer to the row meanwhile. */
async function lockConversation(trx: Trx, { companyId, candidateId }: Conversation, wait: boolean): Promise<boolean> {
  const { rows } = await sql`
    select from candidates where company_id = ${companyId} and id = ${candidateId}
    for no key update ${wait ? sql`` : sql`skip locked`} ${prepared}`.execute(trx);
  return rows.length > 0;
}

/** What one application got in a row is handled together: pieces of one answer may have been sent one after another. */
function byApplication(events: WaitingEvent[]): WaitingEvent[][] {
  const groups: WaitingEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const same = (['applicationId', 'channel', 'address'] as const).every((part) => first?.[part] === event[part]);
    if (last && same) last.push(event);
    else groups.push([event]);
  }
  return groups;
}

async function handleEvents(
  trx: Trx,
  services: InboundServices,
  conversation: Conversation,
  events: WaitingEvent[],
): Promise<void> {
  const { companyId } = conversation;
  const [first] = events as [WaitingEvent];
  const application = await lockApplicationOf(trx, conversation, first.applicationId);
  let back: WaitingEvent | null = null;
  for (const [at, event] of events.entries()) {
    const { payload, applicationId } = event;
    if (payload.kind === 'opened' && payload.text === undefined) continue;
    const files = attachmentsOf(payload);
    // A deletion takes the files of its applications; these came too late to be found by it.
    const late = files.length > 0 && !application && applicationId !== null;
    if (late)
      await discardBlobs(
        trx,
        companyId,
        files.map(({ key }) => key),
      );
    if (late && !('text' in payload && payload.text)) continue;
    await storeMessage(trx, conversation, application, event, late ? [] : files);
    const said = await recordConsent(trx, application, event, events.slice(at + 1).some(isConsent));
    if (said) back = said.word === 'start' ? { ...event, address: said.address } : null;
    await answerHelp(trx, services, conversation, application, event);
  }
  if (back) await confirmStart(trx, services, conversation, application, back);
  if (!application) return;
  const { before, after } = await hear(trx, companyId, events);
  if (before.length > 0) await answerByBot(trx, services, application, before);
  // What they wrote beside START may have been meant for a question that never reached them.
  else if (!back || !(await askOnceMore(trx, services, application, back)))
    await answerByBot(trx, services, application, after);
  afterCommit(trx, () => {
    services.hints.publish({ companyId, topic: 'application', id: application.id });
    services.hints.publish({ companyId, topic: 'applications' });
  });
}

async function answerByBot(
  trx: Trx,
  services: InboundServices,
  application: ApplicationRow,
  events: WaitingEvent[],
): Promise<void> {
  const [first] = events;
  if (!first) return;
  const told = events.flatMap(toEngine);
  const payloads = events.map(({ payload }) => payload);
  const visit = await answerVisitor(trx, services, application, first, payloads);
  if (!visit.answered && visit.chosen) {
    const opened = { kind: 'opened', at: first.writtenAt.toISOString(), medium: 'chat' } as const;
    await driveInterview(trx, services, visit.application, first, [opened], { askAgain: true });
  } else if (told.length > 0 && !visit.answered)
    await driveInterview(trx, services, application, first, told, { askAgain: payloads.some(isTapped) });
}

/** Who is back goes on where they were. False where they had not begun or are done. */
async function askOnceMore(
  trx: Trx,
  services: InboundServices,
  application: ApplicationRow,
  event: WaitingEvent,
): Promise<boolean> {
  const session = await readSession(trx, application.company_id, application.id);
  if (!session || session.completedAt) return false;
  const opened = { kind: 'opened', at: event.writtenAt.toISOString(), medium: 'chat' } as const;
  await driveInterview(trx, services, application, event, [opened], { askAgain: true });
  return true;
}

/** Who follows a campaign's link again wants to go on, and does not see where. */
function isTapped(payload: InboundPayload): boolean {
  return payload.kind === 'opened' && payload.text !== undefined;
}

/** What the bot is told of it. */
function toEngine({ payload, writtenAt }: WaitingEvent): EngineEvent[] {
  const base = { at: writtenAt.toISOString(), medium: 'chat' as const };
  switch (payload.kind) {
    case 'keyword':
    case 'openings':
      return [];
    case 'mail':
    case 'media': {
      if (payload.kind === 'mail' && payload.silent) return [];
      const sound = payload.files.find(({ contentType }) => contentType.startsWith('audio/'));
      if (!sound) return [{ ...base, kind: 'text', text: payload.text, files: payload.files.map(({ name }) => name) }];
      const { key: blobKey, contentType, durationMs = 0 } = sound;
      return [{ ...base, kind: 'audio', blobKey, contentType, durationMs }];
    }
    default:
      return [{ ...base, ...payload }];
  }
}

/** Null where it has been deleted: what the candidate wrote is kept all the same. */
async function lockApplicationOf(
  trx: Trx,
  { companyId }: Conversation,
  applicationId: number | null,
): Promise<ApplicationRow | null> {
  if (applicationId === null) return null;
  const query = trx
    .selectFrom('applications')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', applicationId);
  return (await query.forNoKeyUpdate().modifyEnd(prepared).executeTakeFirst()) ?? null;
}
