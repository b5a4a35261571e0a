import type { z } from 'zod';
import type { Trx } from '#platform/db.ts';

/** The option's value, as the same input is read from the API; throws what is wrong with it. */
export function read<T>(schema: z.ZodType<T>, value: string, option: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${option} "${value}" ${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
}

/** The company of this id or name; throws where there is none, or more than one of that name. */
export async function companyNamed(trx: Trx, which: string) {
  const isId = /^\d{1,15}$/.test(which);
  const found = await trx
    .selectFrom('companies')
    .select(['id', 'name', 'language'])
    .where((e) => (isId ? e('id', '=', Number(which)) : e('name', '=', which)))
    .orderBy('id')
    .limit(2)
    .execute();
  const [company, another] = found;
  if (!company) throw new Error(`There is no company "${which}". Make one with "parley company create".`);
  if (another) throw new Error(`There is more than one company "${which}"; name it by its id.`);
  return company;
}
