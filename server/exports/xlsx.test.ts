import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { it } from 'node:test';
import { streamXlsxRows } from 'hucre/xlsx';
import type { Cell } from './cells.ts';
import { xlsxFile } from './xlsx.ts';

async function* pagesOf(...pages: Cell[][][]) {
  yield* pages;
}

it('a workbook holds every cell of every page as it was given', async () => {
  const headers = Array.from({ length: 30 }, (_, column) => `Column ${column} <&>`);
  const odd = [' led and trailed ', 'two\nlines\tand "quotes"', '<b>&amp;</b>', '_x0041_', 'María 😀 日本', '', 'a\rb'];
  const day = new Date('2026-03-01T00:00:00Z');
  const moment = new Date('2026-03-01T04:30:15Z');
  const wide: Cell[] = [...odd, 0.1, -7, null, day, moment, ...Array.from({ length: 17 }, () => null), 'the last'];
  const long = Array.from({ length: 350 }, (_, row): Cell[] => [`row ${row}`, row]);
  const file = await buffer(xlsxFile(headers, 352, pagesOf([wide], [], long, [['end']])));
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(file)) rows.push(values);
  assert.equal(rows.length, 353);
  assert.deepEqual(rows[0], headers);
  const given = wide.map((cell) => cell || null);
  assert.deepEqual(
    rows[1]?.map((cell) => cell || null),
    given,
  );
  assert.deepEqual(rows[351]?.slice(0, 2), ['row 349', 349]);
  assert.equal(rows[352]?.[0], 'end');
});

it('a workbook whose rows break off is no file', async () => {
  async function* broken(): AsyncGenerator<Cell[][]> {
    yield [['one']];
    throw new Error('The rows broke off.');
  }
  await assert.rejects(buffer(xlsxFile(['Name'], 2, broken())), /broke off/);
});
