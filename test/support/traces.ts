import type { Database } from '#platform/db.ts';

/** Where in the whole database one of these texts stands, whatever its case: `table.column`, in every schema of the program. */
export async function findTraces({ pool }: Database, texts: string[]): Promise<string[]> {
  const { rows: columns } = await pool.query<{ schema: string; table: string; column: string }>(`
    select n.nspname as schema, c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
      and format_type(a.atttypid, null) in ('text', 'citext', 'json', 'jsonb', 'character varying', 'text[]', 'bytea')
    order by 1, 2, 3`);
  const found: string[] = [];
  for (const { schema, table, column } of columns) {
    const { rows } = await pool.query(
      `select from "${schema}"."${table}" where "${column}"::text ilike any ($1::text[]) limit 1`,
      [texts.map((text) => `%${text}%`)],
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  return found;
}
