import pg from 'pg';

/**
 * The schema `public` as readable SQL in a stable order: what a reviewer sees change. Made from the catalogue, since
 * the embedded PostgreSQL comes without pg_dump; it is read by people and not meant to be run.
 */
export async function dumpSchema(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = (await client.query<{ name: string }>(tablesSql)).rows;
    const parts: string[] = ['-- Generated from the migrations by bin/db-types.ts. Do not edit.'];
    for (const { name } of tables) parts.push(await describeTable(client, name));
    parts.push(...(await client.query<{ sql: string }>(functionsSql)).rows.map((row) => `${row.sql.trim()};`));
    return `${parts.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

const tablesSql = `
  select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migrations'
  order by relname`;

const functionsSql = `
  select pg_get_functiondef(p.oid) as sql from pg_proc p
  where pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
  order by proname, pg_get_function_identity_arguments(p.oid)`;

const columnsSql = `
  select format('  %s %s%s%s', quote_ident(attname), format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end,
      case
        when attidentity <> '' then ' generated always as identity'
        when attgenerated <> '' then ' generated always as (' || pg_get_expr(adbin, adrelid) || ') stored'
        when adbin is not null then ' default ' || pg_get_expr(adbin, adrelid)
        else '' end) as line
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`;

const constraintsSql = `
  select format('  constraint %s %s', quote_ident(conname), pg_get_constraintdef(oid)) as line
  from pg_constraint where conrelid = $1::regclass and contype <> 'n'
  order by array_position(array['p', 'u', 'f', 'c'], contype::text), conname`;

const indexesSql = `
  select pg_get_indexdef(indexrelid) || ';' as line from pg_index
  where indrelid = $1::regclass and not exists (select from pg_constraint where conindid = indexrelid and conrelid = $1::regclass)
  order by indexrelid::regclass::text`;

const triggersSql = `
  select pg_get_triggerdef(oid) || ';' as line from pg_trigger where tgrelid = $1::regclass and not tgisinternal order by tgname`;

const securitySql = `
  select format('alter table %s %s row level security;', $1::regclass, case when relforcerowsecurity then 'force' else 'enable' end) as line
  from pg_class where oid = $1::regclass and relrowsecurity`;

const policiesSql = `
  select format('create policy %s on %s to %s using (%s)%s;', quote_ident(policyname), tablename, array_to_string(roles, ', '), qual,
      case when with_check is not null then ' with check (' || with_check || ')' else '' end) as line
  from pg_policies where schemaname = 'public' and tablename = $1::regclass::text order by policyname`;

const grantsSql = `
  select format('grant %s on %s to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), table_name, grantee) as line
  from information_schema.role_table_grants where table_schema = 'public' and table_name = $1::regclass::text and grantee like 'parley\\_%'
  group by table_name, grantee order by grantee`;

async function describeTable(client: pg.Client, name: string): Promise<string> {
  const lines = async (sql: string) => (await client.query<{ line: string }>(sql, [name])).rows.map((row) => row.line);
  const body = [...(await lines(columnsSql)), ...(await lines(constraintsSql))].join(',\n');
  const rest: string[] = [];
  for (const sql of [indexesSql, triggersSql, securitySql, policiesSql, grantsSql]) rest.push(...(await lines(sql)));
  return [`create table ${name} (\n${body}\n);`, ...rest].join('\n');
}
