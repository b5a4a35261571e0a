import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Cell } from './cells.ts';

/** As many as Excel can show, one of them the headers. */
const rowsOfSheet = 1_048_576;
/** From so many cells on a sheet may have more than the four gigabytes that old readers of the format know. */
const largeTable = 5_000_000;
/** Handed on together: few enough that nobody else of the process waits. */
const rowsAtOnce = 100;

/**
 * A workbook, written while its rows are read: at most `rows` of them, in as many sheets as they need, each with the headers.
 * Texts stand in their cells and not in a table of texts, which would have to be kept until the end.
 * The format is ECMA-376, part 1.
 */
export function xlsxFile(headers: string[], rows: number, pages: AsyncIterable<Cell[][]>): Readable {
  const sheets = Math.max(1, Math.ceil(rows / (rowsOfSheet - 1)));
  const zip = new ZipFile();
  const file = zip.outputStream as Readable;
  const take = taker(pages);
  const open = new Set<Readable>();
  // The lowest level: the file is a third larger, and is there in half the time.
  const options = { compressionLevel: 1, forceZip64Format: rows * headers.length > largeTable };
  for (const number of Array.from({ length: sheets }, (_, index) => index + 1))
    zip.addReadStreamLazy(`xl/worksheets/sheet${number}.xml`, options, (give) => {
      const sheet = Readable.from(sheetXml(headers, take), { objectMode: false });
      open.add(sheet.on('error', (error) => file.destroy(error)));
      give(null, sheet);
    });
  for (const [name, xml] of Object.entries(workbookParts(sheets))) zip.addBuffer(Buffer.from(declaration + xml), name);
  zip.on('error', (error: Error) => file.destroy(error));
  file.once('close', () => {
    for (const sheet of open) sheet.destroy();
  });
  zip.end();
  return file;
}

type Take = (most: number) => Promise<Cell[][]>;

/** Gives the rows of the pages, at most so many at a time; none where there are no more. */
function taker(pages: AsyncIterable<Cell[][]>): Take {
  const iterator = pages[Symbol.asyncIterator]();
  let page: Cell[][] = [];
  let at = 0;
  return async (most) => {
    while (at === page.length) {
      const next = await iterator.next();
      if (next.done) return [];
      page = next.value;
      at = 0;
    }
    const rows = page.slice(at, at + most);
    at += rows.length;
    return rows;
  };
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const package2006 = 'http://schemas.openxmlformats.org/package/2006';
const document2006 = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

async function* sheetXml(headers: string[], take: Take): AsyncGenerator<Buffer> {
  const names = headers.map((_, column) => columnName(column));
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols><col min="1" max="${Math.max(1, names.length)}" width="18" customWidth="1"/></cols>` +
      `<sheetData>${rowXml(headers, 1, names)}`,
  );
  for (let row = 2; row <= rowsOfSheet; ) {
    const rows = await take(Math.min(rowsAtOnce, rowsOfSheet - row + 1));
    if (rows.length === 0) break;
    let xml = '';
    for (const cells of rows) xml += rowXml(cells, row++, names);
    yield Buffer.from(xml);
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function rowXml(cells: Cell[], row: number, names: string[]): string {
  let xml = `<row r="${row}">`;
  for (const [column, value] of cells.entries()) {
    if (value === null) continue;
    const place = `<c r="${names[column]}${row}"`;
    if (typeof value === 'string') xml += `${place} t="inlineStr"><is>${textXml(value)}</is></c>`;
    else if (typeof value === 'number') xml += `${place}><v>${value}</v></c>`;
    else xml += dateXml(place, value);
  }
  return `${xml}</row>`;
}

/** Days since the end of 1899. Spreadsheets believe in a 29 February 1900, so what is before March of it is a text. */
function dateXml(place: string, value: Date): string {
  const days = value.getTime() / 86_400_000 + 25_569;
  if (days >= 61) return `${place} s="${Number.isInteger(days) ? 1 : 2}"><v>${days}</v></c>`;
  return `${place} t="inlineStr"><is><t>${value.toISOString().slice(0, 10)}</t></is></c>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML can not have.
const unusual = /[&<>\u0000-\u001f\ufffe\uffff]|^ | $|_x[0-9A-Fa-f]{4}_/;

function textXml(text: string): string {
  return unusual.test(text) ? `<t xml:space="preserve">${escaped(text)}</t>` : `<t>${text}</t>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What XML has no way to say is written by its code, `_x000D_`; and so is the beginning of what looks like that. */
function escaped(text: string): string {
  const code = (character: string) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  return (
    text
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, code)
      .replace(/[&<>]/g, (character) => entities[character] ?? '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, code)
  );
}

/** 0 is A, 26 is AA. */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

function workbookParts(sheets: number): Record<string, string> {
  const each = (xml: (number: number) => string) =>
    Array.from({ length: sheets }, (_, index) => xml(index + 1)).join('');
  const relation = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${document2006}/${kind}" Target="${target}"/>`;
  const relations = (xml: string) => `<Relationships xmlns="${package2006}/relationships">${xml}</Relationships>`;
  const part = (name: string, kind: string) => `<Override PartName="${name}" ContentType="${type}.${kind}+xml"/>`;
  const sheetName = (number: number) => (number === 1 ? 'Parley' : `Parley_${number}`);
  return {
    'xl/styles.xml': styles,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${document2006}"><sheets>${each(
      (number) => `<sheet name="${sheetName(number)}" sheetId="${number}" r:id="sheet${number}"/>`,
    )}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      each((number) => relation(`sheet${number}`, 'worksheet', `worksheets/sheet${number}.xml`)) +
        relation('styles', 'styles', 'styles.xml'),
    ),
    '_rels/.rels': relations(relation('workbook', 'officeDocument', 'xl/workbook.xml')),
    '[Content_Types].xml':
      `<Types xmlns="${package2006}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      part('/xl/workbook.xml', 'sheet.main') +
      part('/xl/styles.xml', 'styles') +
      each((number) => part(`/xl/worksheets/sheet${number}.xml`, 'worksheet')) +
      '</Types>',
  };
}

/** Three formats of cells: as it comes, a day, and a moment with its time. */
const styles =
  `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>` +
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
