import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import type { TestApp } from './app.ts';
import type { Applicant } from './applicants.ts';

type Event = { id: number; application_id: number; campaign_id: number; kind: string; at: Date };

/** What happens to people, and whether the ledger of cohorts says so. */
export function cohortsOf(program: () => TestApp) {
  const asSystem = <T>(query: ReturnType<typeof sql<T>>) => withSystem(program().db, (trx) => query.execute(trx));

  /** In this order, each with how many days ago, in the campaign where they are. */
  async function happened(
    { applicationId }: Pick<Applicant, 'applicationId'>,
    ...events: [kind: string, daysAgo: number][]
  ): Promise<void> {
    await withSystem(program().db, async (trx) => {
      for (const [kind, daysAgo] of events)
        await sql`
          insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, at)
          select company_id, id, candidate_id, campaign_id, ${kind}, 'system', now() - ${daysAgo} * interval '1 day'
          from applications where id = ${applicationId}`.execute(trx);
    });
  }

  /** The lines by a recount of the events that are there; throws where the ledger has others. Moments are quarters of an hour. */
  async function recount(companyId: number): Promise<Record<string, number>> {
    const { rows: events } = await asSystem(sql<Event>`
      select id, application_id, campaign_id, kind, at from application_events where company_id = ${companyId} order by id`);
    const counted: Record<string, number> = {};
    const count = (kind: string, { campaign_id, at }: Event) => {
      const line = `${kind} ${campaign_id} ${Math.floor(at.getTime() / 900_000)}`;
      counted[line] = (counted[line] ?? 0) + 1;
    };
    for (const theirs of Map.groupBy(events, (event) => event.application_id).values()) {
      const first = (kind: string) => theirs.find((event) => event.kind === kind);
      const [invited, completed, shortlisted] = [first('invited'), first('completed'), first('shortlisted')];
      if (invited) count('first-invited', invited);
      if (invited && completed && completed.id > invited.id) count('participated', invited);
      if (completed && shortlisted) count('passed', completed);
    }
    const { rows } = await asSystem(sql<{ line: string; amount: number }>`
      select kind || ' ' || campaign_id || ' ' || floor(extract(epoch from bucket) / 900) as line, sum(amount)::int as amount
      from activity_counts where company_id = ${companyId} and kind in ('first-invited', 'participated', 'passed')
      group by 1 having sum(amount) <> 0`);
    assert.deepEqual(Object.fromEntries(rows.map(({ line, amount }) => [line, amount])), counted);
    return counted;
  }

  return { happened, recount };
}
