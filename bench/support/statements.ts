import pg from 'pg';

/** Makes PostgreSQL count what each statement costs, planning included. */
export const countingStatements = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_planning': 'on',
  'pg_stat_statements.max': '10000',
};

/** The dearest statements since the server started: of each its calls, and the milliseconds of planning and of running it in all. */
export async function dearestStatements(url: string, most = 30) {
  // Both roles of an embedded server have the one password.
  const superuser = new URL(url);
  superuser.username = 'postgres';
  const client = new pg.Client(superuser.href);
  await client.connect();
  try {
    await client.query('create extension if not exists pg_stat_statements');
    const { rows } = await client.query<{ calls: number; plan: number; run: number; query: string }>(
      `select calls::int, round(total_plan_time)::int as plan, round(total_exec_time)::int as run, query
       from pg_stat_statements order by total_plan_time + total_exec_time desc limit $1`,
      [most],
    );
    return rows.map(({ query, ...costs }) => ({
      ...costs,
      statement: query.replace(/\s+/g, ' ').trim().slice(0, 110),
    }));
  } finally {
    await client.end();
  }
}
