import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { type Database, type Trx, withCompany } from '#platform/db.ts';

type Node = {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  Plans?: Node[];
};
type Explained = { Plan: Node; 'Planning Time': number; 'Execution Time': number };

export type Bare = {
  /** Planning and execution of all statements, as PostgreSQL measures them. */
  milliseconds: number;
  /** Of the statement that took longest: how each table is read, and how many rows of it. */
  plan: string;
};

/** Does `work` in a transaction, and once more each statement of it by EXPLAIN ANALYZE, without the network and the program. */
export async function explainWork(
  db: Database,
  companyId: number,
  work: (trx: Trx) => Promise<unknown>,
): Promise<Bare> {
  return withCompany(db, companyId, async (trx) => {
    const statements = await recorded(() => work(trx));
    let total = 0;
    let longest: Explained | null = null;
    for (const { text, values } of statements) {
      const explain = `explain (analyze, timing off, format json) ${text.replaceAll('/* prepared */', '')}`;
      const { rows } = await trx.executeQuery<{ 'QUERY PLAN': [Explained] }>(CompiledQuery.raw(explain, values));
      const explained = rows[0]?.['QUERY PLAN'][0];
      if (!explained) continue;
      const took = (one: Explained) => one['Planning Time'] + one['Execution Time'];
      total += took(explained);
      if (!longest || took(explained) > took(longest)) longest = explained;
    }
    return { milliseconds: Number(total.toFixed(2)), plan: longest ? scans(longest.Plan).join('; ') : '' };
  });
}

type Statement = { text: string; values: unknown[] };

/** The queries that any connection of this process is given meanwhile. */
async function recorded(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const query = prototype.query;
  prototype.query = function (this: unknown, ...given: unknown[]) {
    const [first, second] = given;
    const named = typeof first === 'object' && first !== null ? (first as Partial<Statement>) : null;
    const text = String(named?.text ?? first);
    if (/^\s*(select|with)\b/i.test(text))
      statements.push({ text, values: (named?.values ?? second ?? []) as unknown[] });
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return statements;
}

function scans(node: Node): string[] {
  const own = node['Node Type'].includes('Scan') && (node['Index Name'] ?? node['Relation Name']);
  const rows = Math.round((node['Actual Rows'] ?? 0) * (node['Actual Loops'] ?? 1));
  return [...(own ? [`${node['Node Type']} ${own}: ${rows}`] : []), ...(node.Plans ?? []).flatMap(scans)];
}
