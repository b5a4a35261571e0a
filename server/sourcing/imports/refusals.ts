import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type Trx, withCompany } from '#platform/db.ts';
import { languageOf } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { type ImportRow, refusalsAfter } from './queries.ts';
import type { Reading } from './reading.ts';
import { words } from './words.ts';

/** The first of them, for the screen: row of the file and what is the matter with it. */
export async function firstProblems(
  trx: Trx,
  { company_id, id }: ImportRow,
): Promise<{ row: number; reason: string }[]> {
  const found = await refusalsAfter(trx, company_id, id, 0, 20);
  return found.map(({ row_number, reason }) => ({ row: row_number, reason }));
}

/**
 * The rows that were not taken, and those that were with values that do not fit, as CSV: row number, the cells as they stood, and the reason. A cell that a spreadsheet
 * would take for a formula is made a text by an apostrophe before it.
 */
export function refusalsFile(services: Services, row: ImportRow): Readable {
  return Readable.from(lines(services, row));
}

async function* lines(services: Services, row: ImportRow): AsyncGenerator<string> {
  const { headers } = row.reading as unknown as Reading;
  // With this mark spreadsheets read UTF-8 as what it is.
  const language = languageOf(row.language);
  yield `\ufeff${write([[words.row[language], ...headers, words.reason[language]]])}`;
  let after = 0;
  for (;;) {
    const page = await withCompany(services.db, row.company_id, (trx) =>
      refusalsAfter(trx, row.company_id, row.id, after),
    );
    if (page.length === 0) return;
    yield write(
      page.map((refusal) => {
        const cells = refusal.cells as string[];
        const blanks = Array<string>(Math.max(0, headers.length - cells.length)).fill('');
        return [refusal.row_number, ...cells, ...blanks, refusal.reason];
      }),
    );
    after = page.at(-1)?.row_number ?? after;
  }
}

function write(rows: (string | number)[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });
}
