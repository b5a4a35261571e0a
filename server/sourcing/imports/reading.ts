import { type CsvError, parse as parseAll } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { z } from 'zod';

/** What a column holds; `other` is kept under its header. */
export const columnKinds = [
  'firstName',
  'lastName',
  'fullName',
  'email',
  'country',
  'phone',
  'referee',
  'source',
  'other',
  'ignore',
] as const;
const columnKind = z.union([z.enum(columnKinds), z.templateLiteral(['attribute:', z.string().min(1).max(60)])]);
/** What each column holds; `attribute:` stands before the key of one of the company's attributes. */
export const columnMapping = z.array(columnKind);
export type ColumnKind = z.infer<typeof columnKind>;

/** The key of the attribute that a column holds; null where it holds something else. */
export function attributeOfColumn(kind: ColumnKind): string | null {
  return kind.startsWith('attribute:') ? kind.slice('attribute:'.length) : null;
}

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', ';', '\t', '|'] as const;

/** How a file of people is to be read. `headers` names the columns, with words of our own where the file has none. */
export type Reading = {
  encoding: Encoding;
  delimiter: (typeof delimiters)[number];
  hasHeader: boolean;
  headers: string[];
  mapping: ColumnKind[];
  preview: string[][];
};

/** One row may have 1 MB: what is longer is a quote that nobody closed. */
const longestRow = 1024 * 1024;
const mostColumns = 200;

/** Options of csv-parse for a file that is read as this says. */
export function csvOptions(delimiter: string) {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: longestRow,
    info: false as const,
  };
}

/** How a file seems to be written, by its first bytes; `validUtf8` is about the whole of it. */
export function guessEncoding(head: Buffer, validUtf8: boolean): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(head.length / 2);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) evenZeros++;
    if (head[at + 1] === 0) oddZeros++;
  }
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1) return 'utf-16be';
  return validUtf8 ? 'utf-8' : 'windows-1252';
}

/** Everything that can be told from the beginning of a file. Null where no row can be read from it. */
export function guessReading(head: Buffer, encoding: Encoding, whole: boolean): Reading | null {
  const text = iconv.decode(head, encoding);
  // The last line of a part of a file is cut somewhere.
  const end = whole ? text.length : Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1 || text.length;
  const start = text.slice(0, end);
  if (start.includes('\0')) return null;
  const tries = delimiters.map((delimiter) => ({ delimiter, rows: readRows(start, delimiter) }));
  const best = tries.reduce((one, other) => (regularity(other.rows) > regularity(one.rows) ? other : one));
  const [first] = best.rows;
  if (!first || first.length > mostColumns) return null;
  const columns = Math.max(...best.rows.map((row) => row.length));
  const hasHeader = looksLikeHeader(first);
  const headers = Array.from(
    { length: columns },
    (_, index) => (hasHeader && first[index]?.trim()) || `Column ${index + 1}`,
  );
  const preview = best.rows
    .slice(hasHeader ? 1 : 0, hasHeader ? 6 : 5)
    .map((row) => row.map((cell) => cell.slice(0, 200)));
  return {
    encoding,
    delimiter: best.delimiter,
    hasHeader,
    headers,
    mapping: suggestMapping(hasHeader ? headers : null, columns, preview),
    preview,
  };
}

function readRows(text: string, delimiter: string): string[][] {
  try {
    return parseAll(text, { ...csvOptions(delimiter), to: 50 });
  } catch (error) {
    if ((error as CsvError).code?.startsWith('CSV_')) return [];
    throw error;
  }
}

/** Higher where more rows have the same number of columns, and that is more than one. */
function regularity(rows: string[][]): number {
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(row.length, (sizes.get(row.length) ?? 0) + 1);
  const [size, rowsOfIt] = [...sizes].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return size < 2 ? size * 0.01 : rowsOfIt / rows.length + Math.min(size, 20) / 100;
}

// As people write them, in English and Spanish, without accents, blanks and signs.
const names: [ColumnKind, RegExp][] = [
  ['referee', /^(referee|referrer|referredby|referido|recomendadopor|referencia)/],
  ['email', /(e?mail|correo)/],
  ['country', /(countrycode|country|dialcode|callingcode|codigopais|pais|prefijo|prefix)/],
  ['phone', /(phone|mobile|cell|telefono|movil|celular|whatsapp|contactnumber|number|tel$)/],
  ['firstName', /^(first|given|nombre(s|depila)?$|primernombre|forename)/],
  ['lastName', /^(last|family|surname|apellido)/],
  ['fullName', /^(fullname|name|nombrecompleto|nombreyapellido|candidate(name)?|candidato)$/],
  ['source', /^(source|fuente|origen)$/],
];

function kindOfHeader(header: string): ColumnKind | null {
  const plain = header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return names.find(([, form]) => form.test(plain))?.[0] ?? null;
}

function looksLikeHeader(row: string[]): boolean {
  return (
    !row.some((cell) => cell.includes('@') || /^\+?[\d ()-]{6,}$/.test(cell.trim())) &&
    row.some((cell) => kindOfHeader(cell) !== null)
  );
}

const usualOrder: ColumnKind[] = ['firstName', 'lastName', 'email', 'country', 'phone', 'referee'];

function suggestMapping(headers: string[] | null, columns: number, rows: string[][]): ColumnKind[] {
  const taken = new Set<ColumnKind>();
  return Array.from({ length: columns }, (_, index) => {
    const kind = headers ? kindOfHeader(headers[index] ?? '') : kindOfCells(index, rows);
    if (!kind) return headers ? 'other' : 'ignore';
    if (taken.has(kind)) return 'other';
    taken.add(kind);
    return kind;
  });
}

/** Without a header: the usual order, unless what stands in the column speaks against it. */
function kindOfCells(index: number, rows: string[][]): ColumnKind | null {
  const cells = rows.map((row) => row[index]?.trim() ?? '').filter(Boolean);
  if (cells.some((cell) => /\S@\S/.test(cell))) return 'email';
  if (cells.length > 0 && cells.every((cell) => /^\+?[\d ().-]{6,}$/.test(cell))) return 'phone';
  const usual = usualOrder[index] ?? null;
  if (usual === 'country') return cells.every((cell) => /^(\+?\d{1,3}|[a-z]{2})$/i.test(cell)) ? usual : null;
  return usual !== 'email' && usual !== 'phone' ? usual : null;
}
