import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from './cells.ts';
import { xlsxFile } from './xlsx.ts';

export const formats = ['xlsx', 'csv'] as const;
export type Format = (typeof formats)[number];

export const contentTypes: Record<Format, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The table as a file, written while it is read; `pages` are of a few hundred rows. */
export function tableFile(
  format: Format,
  { headers, rows }: { headers: string[]; rows: number },
  pages: AsyncIterable<Cell[][]>,
): Readable {
  return format === 'xlsx' ? xlsxFile(headers, rows, pages) : Readable.from(csvFile(headers, pages));
}

async function* csvFile(headers: string[], pages: AsyncIterable<Cell[][]>): AsyncGenerator<Buffer> {
  // With this mark spreadsheets read UTF-8 as what it is.
  yield Buffer.from(`\ufeff${write([headers])}`);
  for await (const page of pages) yield Buffer.from(write(page));
}

function write(rows: Cell[][]): string {
  const date = (value: Date) => value.toISOString().slice(0, 19).replace('T', ' ');
  return rows.length === 0
    ? ''
    : stringify(rows, { record_delimiter: 'windows', quoted_match: /[\r\n]/, cast: { date } });
}
