import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { type CastingContext, stringify } from 'csv-stringify/sync';
import { writeXlsxStream } from 'hucre/xlsx';
import { type Cell, safePieces } from './cells.ts';

export const formats = ['xlsx', 'csv'] as const;
export type Format = (typeof formats)[number];

export const contentTypes: Record<Format, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** What the dates of a column are: of the calendar, or with the time of the clock; null where it has none. */
export type DateKind = 'day' | 'moment' | null;

/** The table as a file, written while it is read; `pages` are of a few hundred rows. */
export function tableFile(
  format: Format,
  table: { headers: string[]; dates: DateKind[]; rows: number },
  pages: AsyncIterable<Cell[][]>,
): Readable {
  return format === 'xlsx' ? xlsxFile(table, pages) : Readable.from(csvFile(table, pages));
}

/** From so many cells on a sheet may have more than the four gigabytes that old readers of the format know. */
const largeTable = 5_000_000;

/** After as many rows as Excel can show, it goes on in a further sheet with the same headers. */
function xlsxFile({ headers, dates, rows }: Parameters<typeof tableFile>[1], pages: AsyncIterable<Cell[][]>): Readable {
  const columns = headers.map((header, at) => ({ header, width: 18, ...formatOf(dates[at]) }));
  const options = { name: 'Parley', columns, freezePane: { rows: 1 }, zip64: rows * headers.length > largeTable };
  return Readable.fromWeb(writeXlsxStream(eachRow(pages), options) as ReadableStream);
}

function formatOf(kind: DateKind | undefined): { numFmt?: string } {
  if (!kind) return {};
  return { numFmt: kind === 'day' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm' };
}

async function* eachRow(pages: AsyncIterable<Cell[][]>): AsyncGenerator<Cell[]> {
  for await (const page of pages) yield* page;
}

async function* csvFile(
  { headers, dates }: Pick<Parameters<typeof tableFile>[1], 'headers' | 'dates'>,
  pages: AsyncIterable<Cell[][]>,
): AsyncGenerator<Buffer> {
  // With this mark spreadsheets read UTF-8 as what it is.
  yield Buffer.from(`\ufeff${write([headers], dates)}`);
  for await (const page of pages) yield Buffer.from(write(page, dates));
}

function write(rows: Cell[][], dates: DateKind[]): string {
  const date = (value: Date, { index }: CastingContext) =>
    value
      .toISOString()
      .slice(0, dates[index] === 'day' ? 10 : 19)
      .replace('T', ' ');
  return rows.length === 0
    ? ''
    : stringify(rows, { record_delimiter: 'windows', quoted_string: true, cast: { date, string: safePieces } });
}
