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
    const lines = async (sql: string) => (await client.query<{ line: string }>(sql)).rows.map((row) => row.line);
    const parts: string[] = ['-- Generated from the migrations by bin/db-types.ts. Do not edit.'];
    for (const sql of [extensionsSql, typesSql, sequencesSql]) {
      const found = await lines(sql);
      if (found.length) parts.push(found.join('\n'));
    }
    for (const { name } of tables) parts.push(await describeTable(client, name));
    parts.push(...(await lines(viewsSql)), ...(await lines(functionsSql)));
    return `${parts.join('\n\n')}\n`;
  } finally {
    await client.end();
  }
}

const tablesSql = `
  select quote_ident(relname) as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migrations'
  order by relname`;

const extensionsSql = `
  select format('create extension %I;', extname) as line from pg_extension where extname <> 'plpgsql' order by extname`;

const typesSql = `
  select case typtype
      when 'e' then format('create type %I as enum (%s);', typname,
        (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
      when 'c' then format('create type %I as (%s);', typname,
        (select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum) from pg_attribute where attrelid = typrelid))
      else format('create domain %I as %s %s;', typname, format_type(typbasetype, typtypmod),
        (select string_agg(pg_get_constraintdef(oid), ' ' order by conname) from pg_constraint where contypid = t.oid)) end as line
  from pg_type t left join pg_class on pg_class.oid = typrelid
  where typnamespace = 'public'::regnamespace and (typtype in ('e', 'd') or relkind = 'c')
    and not exists (select from pg_depend d where d.objid = t.oid and d.classid = 'pg_type'::regclass and d.deptype = 'e')
  order by typname`;

const sequencesSql = `
  select format('create sequence %I as %s minvalue %s maxvalue %s start %s increment %s%s;', relname, format_type(seqtypid, null),
      seqmin, seqmax, seqstart, seqincrement, case when seqcycle then ' cycle' else '' end) as line
  from pg_sequence join pg_class on pg_class.oid = seqrelid
  where relnamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = seqrelid and d.classid = 'pg_class'::regclass and d.deptype in ('i', 'e'))
  order by relname`;

const viewsSql = `
  select format(E'create %sview %I as\\n%s', case relkind when 'm' then 'materialized ' else '' end, relname, pg_get_viewdef(oid)) as line
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') order by relname`;

// The owner of a security definer function is who it acts as; being callable by everybody is PostgreSQL's default.
const functionsSql = `
  select concat_ws(E'\\n', btrim(pg_get_functiondef(p.oid), E'\\n') || ';',
      case when proowner <> datdba then format('alter routine %s owner to %s;', p.oid::regprocedure, proowner::regrole) end,
      case when proacl is not null and not exists (select from aclexplode(proacl) where grantee = 0)
        then format('revoke execute on routine %s from public;', p.oid::regprocedure) end,
      (select format('grant execute on routine %s to %s;', p.oid::regprocedure, string_agg(grantee::regrole::text, ', ' order by grantee::regrole::text))
        from aclexplode(proacl) where grantee not in (0, proowner) having count(*) > 0)) as line
  from pg_proc p join pg_database on datname = current_database()
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
  select concat(format('create policy %I on %I', policyname, tablename),
      case permissive when 'RESTRICTIVE' then ' as restrictive' end,
      case when cmd <> 'ALL' then ' for ' || lower(cmd) end, ' to ' || array_to_string(roles, ', '),
      ' using (' || qual || ')', ' with check (' || with_check || ')', ';') as line
  from pg_policies where schemaname = 'public' and format('%I', tablename) = $1 order by policyname`;

const grantsSql = `
  select format('grant %s on %s to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), $1::regclass, grantee::regrole) as line
  from pg_class, aclexplode(relacl) where pg_class.oid = $1::regclass and grantee <> relowner and grantee <> 0
  group by grantee order by grantee::regrole::text`;

const columnGrantsSql = `
  select format('grant %s (%s) on %s to %s;', lower(privilege_type), string_agg(quote_ident(attname), ', ' order by attnum), $1::regclass, grantee::regrole) as line
  from pg_attribute, aclexplode(attacl) where attrelid = $1::regclass and grantee <> 0
  group by privilege_type, grantee order by grantee::regrole::text, privilege_type`;

const partitionSql = `
  select coalesce(' partition of ' || inhparent::regclass || ' ' || pg_get_expr(relpartbound, oid), '')
    || coalesce(' partition by ' || pg_get_partkeydef(oid), '') as line
  from pg_class left join pg_inherits on inhrelid = oid where oid = $1::regclass`;

async function describeTable(client: pg.Client, name: string): Promise<string> {
  const lines = async (sql: string) => (await client.query<{ line: string }>(sql, [name])).rows.map((row) => row.line);
  const body = [...(await lines(columnsSql)), ...(await lines(constraintsSql))].join(',\n');
  const rest: string[] = [];
  for (const sql of [indexesSql, triggersSql, securitySql, policiesSql, grantsSql, columnGrantsSql])
    rest.push(...(await lines(sql)));
  const partition = (await lines(partitionSql)).join('');
  return [`create table ${name} (\n${body}\n)${partition};`, ...rest].join('\n');
}
