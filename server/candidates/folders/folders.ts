import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { reachableCampaigns } from '#campaigns/policy.ts';
import type { Trx } from '#platform/db.ts';
import { conflict, invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import { oneAtATime } from '#platform/one-at-a-time.ts';
import { forPrograms } from '#platform/sentences.ts';
import { countFolders } from '../finding/ledgers.ts';
import { listFolders } from '../queries.ts';
import { defaultFolderNames } from './names.ts';
import { campaignsOf, lockFolder } from './queries.ts';
import type { Folder, FolderChange, NewFolder } from './schema.ts';
import { words } from './words.ts';

const most = 100;
/** Own folders stand behind the default ones. */
const firstPosition = 100;

/** All folders in their order, the default ones first. */
export async function readFolders(trx: Trx, session: Session): Promise<Folder[]> {
  const { companyId } = session;
  const reach = await reachableCampaigns(trx, session);
  const counts = new Map<string, number>();
  const scope = { companyId, reach: reach === 'all' ? null : reach, condition: null };
  for (const { folder, count } of await countFolders(trx, scope)) counts.set(folder, (counts.get(folder) ?? 0) + count);
  const campaigns = await campaignsOf(trx, companyId);
  return (await listFolders(trx, companyId)).map(({ key, name, color, all_campaigns }) => ({
    key,
    name,
    color,
    campaignIds: all_campaigns
      ? null
      : (campaigns.get(key) ?? []).filter((id) => reach === 'all' || reach.includes(id)),
    count: counts.get(key) ?? 0,
  }));
}

/** Throws where the name is taken (`name_taken`) or a campaign is not there. Returns the key. */
export async function createFolder(trx: Trx, { companyId }: Session, given: NewFolder): Promise<string> {
  await oneAtATime(trx, companyId, 'folders');
  const own = (await listFolders(trx, companyId)).filter(({ name }) => name !== null);
  if (own.length >= most) throw conflict('too_many_folders', words.tooMany(most));
  const key = `own-${randomBytes(6).toString('hex')}`;
  await requireFree(trx, companyId, key, given.name);
  const made = await trx
    .insertInto('folders')
    .values({
      company_id: companyId,
      key,
      name: given.name,
      color: given.color,
      all_campaigns: given.campaignIds === null,
      position: Math.max(firstPosition, ...own.map(({ position }) => position + 1)),
    })
    .onConflict((on) => on.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!made) throw nameTaken();
  if (given.campaignIds) await setCampaigns(trx, companyId, key, given.campaignIds);
  return key;
}

/** Throws where it holds candidates of campaigns that are to have it no longer (`folder_in_use`). */
export async function changeFolder(trx: Trx, { companyId }: Session, key: string, change: FolderChange): Promise<void> {
  await requireOwn(trx, companyId, key);
  const { name, color, campaignIds } = change;
  if (name !== undefined) await requireFree(trx, companyId, key, name);
  await trx
    .updateTable('folders')
    .set({
      ...(name !== undefined && { name }),
      ...(color !== undefined && { color }),
      ...(campaignIds !== undefined && { all_campaigns: campaignIds === null }),
      key,
    })
    .where('company_id', '=', companyId)
    .where('key', '=', key)
    .execute();
  if (campaignIds === undefined) return;
  await setCampaigns(trx, companyId, key, campaignIds ?? []);
  const left = campaignIds ? await countOutside(trx, companyId, key, campaignIds) : 0;
  if (left > 0) throw counted('folder_in_use', words.campaignsInUse(left), left);
}

/** Throws where it holds candidates (`folder_not_empty`, with the `count` among its fields). */
export async function deleteFolder(trx: Trx, { companyId }: Session, key: string): Promise<void> {
  await requireOwn(trx, companyId, key);
  const held = await countOutside(trx, companyId, key, []);
  if (held > 0) throw counted('folder_not_empty', words.notEmpty(held), held);
  await forgetInRetention(trx, companyId, key);
  try {
    await trx.deleteFrom('folders').where('company_id', '=', companyId).where('key', '=', key).execute();
  } catch (error) {
    if ((error as { code?: string }).code !== '23503') throw error;
    throw conflict('folder_being_cleared', words.beingCleared);
  }
}

/** Throws where these are not all of the company's own folders. */
export async function orderFolders(trx: Trx, { companyId }: Session, keys: string[]): Promise<void> {
  const own = (await listFolders(trx, companyId)).filter(({ name }) => name !== null).map(({ key }) => key);
  const same =
    own.length === keys.length && new Set(keys).size === keys.length && own.every((key) => keys.includes(key));
  if (!same) throw conflict('order_changed', words.otherOrder);
  await sql`
    update folders f set position = ${firstPosition}::int + n.place
    from unnest(${keys}::text[]) with ordinality as n (key, place)
    where f.company_id = ${companyId} and f.key = n.key`.execute(trx);
}

/** Locked, so that nobody is moved into it meanwhile. */
async function requireOwn(trx: Trx, companyId: number, key: string): Promise<void> {
  const row = await lockFolder(trx, companyId, key);
  if (!row) throw notFound('folder');
  if (row.name === null) throw conflict('default_folder', words.defaultFolder);
}

/** Capital letters and accents make no difference, nor does the language in which a default folder is called so. */
async function requireFree(trx: Trx, companyId: number, key: string, name: string): Promise<void> {
  const { rows } = await sql<{ default_folder: boolean; taken: boolean }>`
    select exists (
        select from unnest(${defaultNames}::text[]) as given where fold_text(given) = fold_text(${name})
      ) as default_folder,
      exists (
        select from folders
        where company_id = ${companyId} and key <> ${key} and fold_text(name) = fold_text(${name})
      ) as taken`.execute(trx);
  if (rows[0]?.default_folder) throw nameTaken(words.nameOfDefault);
  if (rows[0]?.taken) throw nameTaken();
}

const defaultNames = Object.values(defaultFolderNames).flatMap((names) => Object.values(names));

function nameTaken(why: RuleError['words'] = words.nameTaken): RuleError {
  return new RuleError(409, 'name_taken', why, { name: why });
}

function counted(code: string, why: RuleError['words'], count: number): RuleError {
  return new RuleError(409, code, why, { count: forPrograms(String(count)) });
}

async function setCampaigns(trx: Trx, companyId: number, key: string, ids: number[]): Promise<void> {
  const wanted = [...new Set(ids)];
  await trx.deleteFrom('folder_campaigns').where('company_id', '=', companyId).where('folder', '=', key).execute();
  const { rows } = await sql`
    insert into folder_campaigns (company_id, folder, campaign_id)
    select company_id, ${key}, id from campaigns where company_id = ${companyId} and id = any (${wanted}::bigint[])
    returning campaign_id`.execute(trx);
  if (rows.length < wanted.length) throw invalidField('campaignIds', words.noCampaign);
}

/** How many it holds that are of none of these campaigns. Plan: folder_counts_group, a few lines a group. */
async function countOutside(trx: Trx, companyId: number, key: string, campaignIds: number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(amount), 0)::bigint as count from folder_counts
    where company_id = ${companyId} and folder = ${key}
      and (campaign_id is null or campaign_id <> all (${campaignIds}::bigint[]))`.execute(trx);
  return rows[0]?.count ?? 0;
}

/** A rule that named this folder alone is none any more. */
async function forgetInRetention(trx: Trx, companyId: number, key: string): Promise<void> {
  await sql`
    delete from retention_rules where company_id = ${companyId} and folders = array[${key}::text]`.execute(trx);
  await sql`
    update retention_rules set folders = array_remove(folders, ${key}::text)
    where company_id = ${companyId} and ${key} = any (folders)`.execute(trx);
}
