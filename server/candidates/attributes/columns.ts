import type { Trx } from '#platform/db.ts';
import { own } from '#platform/own.ts';
import { listAttributes } from './attributes.ts';
import type { AttributeType } from './schema.ts';
import { fits } from './values.ts';

export type AttributeColumn = {
  key: string;
  name: string;
  type: AttributeType;
  /** Of an application's details: a number, or a date (midnight, UTC), where it is one; else the text as it stands. */
  value(details: Record<string, unknown>): string | number | Date | null;
};

/** The attributes as columns of a table, in the company's order; archived ones are left out. */
export async function attributeColumns(trx: Trx, companyId: number): Promise<AttributeColumn[]> {
  const attributes = (await listAttributes(trx, companyId)).filter(({ archived }) => !archived);
  return attributes.map((attribute) => ({
    key: attribute.key,
    name: attribute.name,
    type: attribute.type,
    value(details) {
      const given = own(details, attribute.key);
      if (given === undefined || given === null || given === '') return null;
      const text = String(given);
      if (!fits(attribute, text)) return text;
      if (attribute.type === 'number') return Number(text);
      return attribute.type === 'date' ? new Date(`${text}T00:00:00Z`) : text;
    },
  }));
}
