import type { Trx } from '#platform/db.ts';
import type { Hints } from '#platform/events.ts';
import type { Session } from '#platform/http/access.ts';

/** Who looks says so more often than this; whose browser is gone is forgotten after it. */
const forgottenAfterMs = 20_000;

/** For browsers: others look at this application now than before. */
export const viewingTopic = 'viewing';
/** Between processes: somebody looks, or has left. */
const beatTopic = 'viewer';

export type Viewers = {
  /** Says that this user looks at the application. */
  come(session: Session, applicationId: number): void;
  leave(session: Session, applicationId: number): void;
  /** The ids of the others who look at it. */
  others(session: Session, applicationId: number): string[];
};

/**
 * Who looks at which application, in the memory of each process: they tell each other by hints. Nothing of it is kept; who
 * was not heard of for 20 seconds has left.
 */
export function followViewers(hints: Hints, now: () => number = Date.now): Viewers {
  const looking = new Map<string, Map<string, number>>();
  let sweptAt = now();
  const isThere = (seenAt: number | undefined) => seenAt !== undefined && now() - seenAt < forgottenAfterMs;
  const place = (companyId: number, applicationId: number | string) => `${companyId} ${applicationId}`;

  hints.subscribe(({ companyId, topic, id }) => {
    if (topic !== beatTopic) return;
    const [applicationId, userId, act] = String(id).split(' ') as [string, string, string];
    const key = place(companyId, applicationId);
    const there = looking.get(key) ?? new Map<string, number>();
    if (act === 'here') there.set(userId, now());
    else there.delete(userId);
    looking.set(key, there);
    sweep();
  });

  function sweep(): void {
    if (now() - sweptAt < forgottenAfterMs) return;
    sweptAt = now();
    for (const [key, there] of looking) {
      for (const [userId, seenAt] of there) if (!isThere(seenAt)) there.delete(userId);
      if (there.size === 0) looking.delete(key);
    }
  }

  function tell({ companyId, userId }: Session, applicationId: number, act: 'here' | 'gone', changed: boolean): void {
    hints.publish({ companyId, topic: beatTopic, id: `${applicationId} ${userId} ${act}` });
    if (changed) hints.publish({ companyId, topic: viewingTopic, id: applicationId });
  }
  const seen = ({ companyId, userId }: Session, applicationId: number) =>
    isThere(looking.get(place(companyId, applicationId))?.get(userId));

  return {
    come: (session, applicationId) => tell(session, applicationId, 'here', !seen(session, applicationId)),
    leave: (session, applicationId) => tell(session, applicationId, 'gone', true),
    others({ companyId, userId }, applicationId) {
      const there = looking.get(place(companyId, applicationId)) ?? new Map<string, number>();
      return [...there].flatMap(([id, seenAt]) => (id !== userId && isThere(seenAt) ? [id] : []));
    },
  };
}

/** In the order of their names; `photoKey` is the blob's. */
export async function nameViewers(trx: Trx, companyId: number, ids: string[]) {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('users')
    .select(['id', 'name', 'photo_key as photoKey'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute();
}
