import type { NewPerson } from '#candidates/intake-person.ts';
import { attributeOfColumn, type ColumnKind } from './reading.ts';

type PersonColumn = 'firstName' | 'lastName' | 'email' | 'country' | 'phone' | 'source';

/** With nothing but texts among the details. */
export type RowPerson = NewPerson & { others: Record<string, string> };

/** The person in a row, by what each column holds. A row may be shorter or longer than others. */
export function personOfRow(cells: string[], mapping: ColumnKind[], headers: string[]): RowPerson {
  const person: NewPerson = { firstName: '', lastName: '' };
  const others = new Map<string, string>();
  for (const [index, kind] of mapping.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (!cell || kind === 'ignore') continue;
    const attribute = attributeOfColumn(kind);
    if (attribute !== null) others.set(attribute, cell);
    else if (kind === 'fullName') Object.assign(person, splitName(cell));
    else if (kind === 'referee') others.set('referee', cell);
    else if (kind === 'other') others.set(headers[index] ?? `Column ${index + 1}`, cell);
    else person[kind as PersonColumn] = kind === 'phone' ? readSpreadsheetNumber(cell) : cell;
  }
  return { ...person, others: Object.fromEntries(others) };
}

/** The first word is the first name: what can be said without knowing the language. `Last, First` is turned round. */
function splitName(name: string): { firstName: string; lastName: string } {
  const comma = name.split(',');
  if (comma.length === 2) return { firstName: comma[1]?.trim() ?? '', lastName: comma[0]?.trim() ?? '' };
  const [firstName = '', ...rest] = name.split(/\s+/);
  return { firstName, lastName: rest.join(' ') };
}

/** A spreadsheet writes a long number as `6.12345678E8` or with `.0`, and keeps it a text by a quote before it. */
function readSpreadsheetNumber(cell: string): string {
  const text = cell.replace(/^['’]/, '');
  const scientific = /^\d(?:[.,]\d+)?E\+?(\d{1,2})$/i.exec(text);
  if (scientific && Number(scientific[1]) <= 15) {
    const digits = text.replace(/[.,]/, '').replace(/E.*$/i, '');
    // With fewer digits than the exponent says the last ones are lost, and zeros in their place would be somebody else's number.
    if (digits.length === Number(scientific[1]) + 1) return digits;
  }
  return text.replace(/^(\d+)\.0$/, '$1');
}
