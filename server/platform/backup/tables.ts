import type pg from 'pg';

export type TableName = { schema: string; name: string };
export type BackupTable = TableName & {
  columns: string[];
  /** Row security holds for the owner as well: it sees nothing unless it acts as the system's role. */
  fenced: boolean;
};

/** Made anew by the program and never copied: what was migrated, and the version of the queue's tables. */
const ownState = new Set(['public.schema_migrations', 'pgboss.version']);

/** The tables that hold data, in an order in which each comes after those that it refers to. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { id: number; refers_to: number[] }>(`
    select c.oid::int as id, n.nspname as schema, c.relname as name, c.relforcerowsecurity as fenced,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select f.confrelid::int from pg_constraint f
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers_to
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'pgboss') and c.relkind in ('r', 'p') and not c.relispartition
    order by n.nspname desc, c.relname`);
  return inOrder(rows.filter((table) => !ownState.has(`${table.schema}.${table.name}`)));
}

function inOrder<T extends { id: number; refers_to: number[] }>(tables: T[]): T[] {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const ordered = new Set<T>();
  const visit = (table: T, path: T[]) => {
    if (ordered.has(table) || path.includes(table)) return;
    for (const id of table.refers_to) {
      const referred = byId.get(id);
      if (referred) visit(referred, [...path, table]);
    }
    ordered.add(table);
  };
  for (const table of tables) visit(table, []);
  return [...ordered];
}
