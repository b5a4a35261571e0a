import { type ApplicationRow, recordEvent } from '#candidates/applications.ts';
import type { Trx } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import { apply, type DriveServices } from './drive.ts';
import { advance } from './engine/advance.ts';
import { readSession, saveSession } from './sessions.ts';
import { findPlace } from './spoken.ts';
import { words } from './words.ts';

/** Silences the bot for this candidate, so that a person can speak. Returns false where it was not running. */
export async function stopBot(trx: Trx, application: ApplicationRow, userId: string): Promise<boolean> {
  const session = await readSession(trx, application.company_id, application.id);
  if (!session || session.stoppedAt || session.completedAt) return false;
  const { state } = advance(session, session.state, { kind: 'stopped', at: new Date().toISOString(), medium: 'chat' });
  await saveSession(trx, session, { state, stopped: { at: new Date(), by: userId } });
  await recordEvent(trx, application, { kind: 'bot-stopped', actor: 'user', userId });
  return true;
}

/** Lets the bot go on: it asks its question again. Throws `bot_not_stopped` where there is nothing to resume. */
export async function resumeBot(
  trx: Trx,
  services: DriveServices,
  application: ApplicationRow,
  userId: string,
): Promise<void> {
  const session = await readSession(trx, application.company_id, application.id);
  if (!session?.stoppedAt || session.completedAt) throw conflict('bot_not_stopped', words.botNotStopped);
  const event = { kind: 'resumed', at: new Date().toISOString(), medium: 'chat' } as const;
  const { state, effects } = advance(session, session.state, event);
  await saveSession(trx, session, { state, stopped: null });
  await recordEvent(trx, application, { kind: 'bot-resumed', actor: 'user', userId });
  await apply(trx, services, application, session, await findPlace(trx, application, session.channel), effects);
}
