import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { listAttributes } from './attributes.ts';
import type { Attribute } from './schema.ts';
import { readValue, writingOf } from './values.ts';

type Ids = { companyId: number; attributeId: number };

const windowSize = 5000;
const longestWaitMs = 60_000;

/**
 * Reads what applications have under the key of an attribute that is new, or whose type or choices have changed: values take
 * the attribute's own form where they are of its type, and are written down to be filtered by. Those that come meanwhile
 * are the triggers' matter. Until it is done, filters read the details themselves.
 */
export async function indexAttribute({ db, hints }: Pick<Services, 'db' | 'hints'>, ids: Ids): Promise<void> {
  const { companyId, attributeId } = ids;
  const inCompany = <T>(work: (trx: Trx) => Promise<T>) => withCompany(db, companyId, work);
  await waitForOlder(inCompany);
  const attribute = (await inCompany((trx) => listAttributes(trx, companyId))).find(({ id }) => id === attributeId);
  if (!attribute) return;
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after;
    after = await inCompany((trx) => indexWindow(trx, companyId, attribute, from));
  }
  await inCompany((trx) =>
    // Changed once more meanwhile: another job does that.
    sql`update custom_attributes set indexed_at = now()
      where company_id = ${companyId} and id = ${attributeId} and type = ${attribute.type}
        and choices = ${JSON.stringify(attribute.choices)}::jsonb`.execute(trx),
  );
  hints.publish({ companyId, topic: 'attributes' });
}

/** A transaction that does not know of the attribute yet may still store applications that this job would miss. */
async function waitForOlder(inCompany: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>): Promise<void> {
  const begun = await inCompany(async (trx) => {
    const { rows } = await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(
      trx,
    );
    return rows[0]?.next ?? '0';
  });
  const until = performance.now() + longestWaitMs;
  while (performance.now() < until) {
    const over = await inCompany(async (trx) => {
      const { rows } = await sql<{ over: boolean }>`
        select pg_snapshot_xmin(pg_current_snapshot()) >= ${begun}::xid8 as over`.execute(trx);
      return rows[0]?.over;
    });
    if (over) return;
    await wait(50);
  }
  throw new Error('A transaction that is older than the attribute does not end.');
}

/** The applications behind this id; returns the last of them, null at the end. */
async function indexWindow(trx: Trx, companyId: number, attribute: Attribute, after: number): Promise<number | null> {
  const { rows: ends } = await sql<{ last: number | null }>`
    select max(id) as last from (
      select id from applications where company_id = ${companyId} and id > ${after} order by id limit ${windowSize}
    ) w`.execute(trx);
  const last = ends[0]?.last ?? null;
  if (last === null) return null;
  const { key, id: attributeId } = attribute;
  const { rows } = await sql<{ id: number; value: string; country: string }>`
    select a.id, a.others ->> ${key}::text as value, coalesce(c.country, o.country) as country
    from applications a
    join companies o on o.id = a.company_id
    left join campaigns c on c.company_id = a.company_id and c.id = a.campaign_id
    where a.company_id = ${companyId} and a.id > ${after} and a.id <= ${last}
      and nullif(trim(a.others ->> ${key}::text), '') is not null
    order by a.id for share of a`.execute(trx);
  const converted = rows.flatMap(({ id, value, country }) => {
    const read = readValue(attribute, value, writingOf(country));
    return read === null || read === value ? [] : [{ id, value: read }];
  });
  if (converted.length > 0)
    await sql`
      update applications a set others = a.others || jsonb_build_object(${key}::text, n.value)
      from unnest(${converted.map(({ id }) => id)}::bigint[], ${converted.map(({ value }) => value)}::text[]) as n (id, value)
      where a.company_id = ${companyId} and a.id = n.id`.execute(trx);
  await sql`
    insert into attribute_values (company_id, application_id, attribute_id, text, number, date)
    select a.company_id, a.id, v.attribute_id, v.text, v.number, v.date
    from applications a cross join lateral values_of(a.company_id, a.others) v
    where a.company_id = ${companyId} and a.id = any (${rows.map(({ id }) => id)}::bigint[]) and v.attribute_id = ${attributeId}
    on conflict (company_id, application_id, attribute_id)
      do update set text = excluded.text, number = excluded.number, date = excluded.date`.execute(trx);
  return last;
}
