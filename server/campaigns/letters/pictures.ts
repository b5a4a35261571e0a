import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { type Trx, withCompany, withSystem } from '#platform/db.ts';
import { invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { pictureIdIn } from './addresses.ts';
import { words } from './words.ts';

/** A mail is read on phones; a picture beyond this is the wrong file. */
export const maxPictureBytes = 2 * 1024 * 1024;
/** What every mail program shows. SVG is not among it, and can hold scripts. */
const possible = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Keeps a picture for mails; refuses by its content what is none. Returns where it is, which does not change. */
export async function keepPicture(services: Services, session: Session, file: Buffer): Promise<string> {
  if (file.length === 0) throw invalidField('file', input.fileEmpty);
  const { contentType } = await sniffContent(file.subarray(0, 4100));
  if (!possible.has(contentType)) throw new RuleError(415, 'not_a_picture', words.noPicture, { file: words.noPicture });
  const { companyId, userId } = session;
  const { key, size } = await storeBlob(services, companyId, file, { contentType, maxBytes: maxPictureBytes });
  const id = randomBytes(24).toString('base64url');
  await withCompany(services.db, companyId, async (trx) => {
    await trx
      .insertInto('mail_pictures')
      .values({ company_id: companyId, id, blob_key: key, content_type: contentType, size, uploaded_by: userId })
      .execute();
    await claimBlobs(trx, companyId, [key]);
  });
  return `/pictures/${id}`;
}

export type Picture = { contentType: string; size: number; stream: Readable };

/** The picture of this address, for whoever has it. */
export async function readPicture({ db, blobs }: Pick<Services, 'db' | 'blobs'>, id: string): Promise<Picture> {
  if (!pictureIdIn(`/pictures/${id}`)) throw notFound('picture');
  const row = await withSystem(db, (trx) =>
    trx.selectFrom('mail_pictures').select(['blob_key', 'content_type']).where('id', '=', id).executeTakeFirst(),
  );
  const blob = row && (await blobs.get(row.blob_key));
  if (!row || !blob) throw notFound('picture');
  return { contentType: row.content_type, size: blob.size, stream: blob.stream };
}

/** Those of the ids that the company has no picture of. */
export async function missingPictures(trx: Trx, companyId: number, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('mail_pictures')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .execute();
  const known = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => !known.has(id)));
}
