import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/database.ts';

type Table = { name: string; tenant: boolean; enabled: boolean; forced: boolean };

/** Tables that are not divided by a company's id, and why not. */
const withoutCompany: Record<string, string> = {
  companies: 'its own id is the company',
  sessions: 'belong to a user: fenced in through the users that the company sees',
  passwords: 'the same',
  password_resets: 'asked for by people who are not signed in: no company may touch them',
  application_change_marks: 'of the database’s own numbers: no company may touch them',
  schema_migrations: 'of the program, not of anybody who uses it',
};

/** Read as their owner by the one statement that tells who calls, before the company is known. */
const notForced = ['users'];

let database: TestDatabase;
let client: pg.Client;
let tables: Table[];
let ours: number;
let theirs: number;

before(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  ({ rows: tables } = await client.query<Table>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      exists (select from pg_attribute where attrelid = c.oid and attname = 'company_id' and not attisdropped) as tenant
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`));
  await forgetMeaning();
  [ours, theirs] = [await fillAllTables(), await fillAllTables()];
});
after(async () => {
  await client.end();
  await database.drop();
});

/** From now on a row is stored whatever its values mean, and nothing follows from it. */
async function forgetMeaning(): Promise<void> {
  const { rows } = await client.query<{ table: string; constraint: string }>(
    `select conrelid::regclass as table, quote_ident(conname) as constraint from pg_constraint
     where contype in ('c', 'f') and connamespace = 'public'::regnamespace`,
  );
  for (const one of rows) await client.query(`alter table ${one.table} drop constraint ${one.constraint}`);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  await client.query('create sequence filler start 1000');
}

/** A row in every table for a new company. */
async function fillAllTables(): Promise<number> {
  const { rows } = await client.query<{ company: number }>(`select nextval('filler')::int as company`);
  const company = rows[0]?.company ?? 0;
  for (const { name } of tables.filter((table) => table.name !== 'schema_migrations')) {
    const statement = await insertInto(name, company);
    await client.query(`set role parley_system; ${statement}; reset role`);
  }
  return company;
}

/** A company's one user has an id that is made of its own. */
async function insertInto(table: string, company: number): Promise<string> {
  const { rows } = await client.query<{ names: string; values: string }>(
    `select string_agg(quote_ident(attname), ', ') as names, string_agg(case
       when attname = 'company_id' or ($1 = 'companies' and attname = 'id') then $2::text
       when attname = 'user_id' or ($1 = 'users' and attname = 'id') then format('lpad(%L, 32, ''0'')::uuid', $2::text)
       else case format_type(atttypid, null)
         when 'uuid' then 'uuidv7()' when 'boolean' then 'false' when 'jsonb' then $a$'{}'$a$ when 'text[]' then $a$'{}'$a$
         when 'bigint[]' then $a$'{}'$a$
         when 'timestamp with time zone' then 'now()' when 'date' then 'now()' when 'timestamp without time zone' then 'now()'
         when 'integer' then '1' when 'smallint' then '1' when 'real' then '1'
         when 'xid8' then 'pg_current_xact_id()' when 'bigint' then $a$nextval('filler')$a$ else $a$nextval('filler')::text$a$ end
       end, ', ') as values
     from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and (attnotnull or attname = 'user_id')`,
    [table, company],
  );
  const { names, values } = rows[0] as { names: string; values: string };
  return `insert into ${table} (${names}) overriding system value values (${values})`;
}

/** What a statement does for a company, undone again: how many rows, or the SQLSTATE of its error. */
async function as(company: number | null, statement: string): Promise<number | string> {
  await client.query('begin');
  try {
    await client.query(`select set_config('role', 'parley_app', true), set_config('app.company_id', $1, true)`, [
      company === null ? '' : String(company),
    ]);
    return (await client.query(statement)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('rollback');
  }
}

const refused = '42501';
const divided = () => tables.filter((table) => table.tenant);

describe('row security', () => {
  it('is on for every table, and binds the owner as well', () => {
    assert.ok(divided().length > 25);
    for (const { name, enabled, forced } of divided())
      assert.deepEqual([name, enabled, forced], [name, true, !notForced.includes(name)]);
    const others = tables.filter((table) => !table.tenant).map((table) => table.name);
    assert.deepEqual(others, Object.keys(withoutCompany).sort());
  });

  it('shows a company its own rows alone, and none to nobody in particular', async () => {
    for (const { name } of divided()) {
      assert.equal(await as(ours, `select from ${name}`), 1, name);
      assert.equal(await as(ours, `select from ${name} where company_id = ${theirs}`), 0, name);
      assert.equal(await as(null, `select from ${name}`), 0, name);
    }
    for (const name of ['companies', 'sessions', 'passwords']) {
      assert.equal(await as(ours, `select from ${name}`), 1, name);
      assert.equal(await as(null, `select from ${name}`), 0, name);
    }
    for (const name of ['password_resets', 'schema_migrations'])
      assert.equal(await as(ours, `select from ${name}`), refused, name);
  });

  it('lets a company neither change, remove, take nor give away rows', async () => {
    for (const { name } of divided()) {
      assert.equal(await as(ours, `update ${name} set company_id = ${ours} where company_id = ${theirs}`), 0, name);
      assert.equal(await as(ours, `delete from ${name} where company_id = ${theirs}`), 0, name);
      assert.equal(await as(ours, `update ${name} set company_id = ${theirs}`), refused, name);
      assert.equal(await as(ours, await insertInto(name, theirs)), refused, name);
    }
  });
});
