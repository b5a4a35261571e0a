import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';

let database: TestDatabase;
let client: pg.Client;

before(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
after(async () => {
  await client.end();
  await database.drop();
});

// An index on fewer of the columns, or of part of the rows, would still make the deletion read a whole table; but the
// rows where the key is null refer to nothing.
const uncovered = `
  with keys as (
    select conrelid, conname, conkey,
      array(select attname::text from unnest(conkey) as k join pg_attribute on attrelid = conrelid and attnum = k) as columns
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
  )
  select format('%s (%s)', conrelid::regclass, array_to_string(columns, ', ')) as key from keys
  where not exists (
    select from pg_index i
    where i.indrelid = conrelid and i.indisvalid
      and (i.indkey::int2[])[0:cardinality(conkey) - 1] @> conkey and conkey @> (i.indkey::int2[])[0:cardinality(conkey) - 1]
      and (i.indpred is null or pg_get_expr(i.indpred, conrelid) in (select format('(%I IS NOT NULL)', name) from unnest(columns) as name))
  )
  order by 1`;

test('whoever deletes a row finds by an index what refers to it', async () => {
  const { rows } = await client.query<{ key: string }>(uncovered);
  assert.deepEqual(
    rows.map((row) => row.key),
    [],
  );
});
