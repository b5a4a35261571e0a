import { linkExpiry, signedPath } from '#platform/blobs/download.ts';
import { claimBlobs, discardBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import type { Config } from '#platform/config.ts';
import { type Trx, withSystem } from '#platform/db.ts';
import { invalid, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { words } from './words.ts';

export const maxPhotoBytes = 5 * 1024 * 1024;
const possible = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Links last at least this long, and change once in that time, so that a browser keeps the picture meanwhile. */
const linkLifetimeMs = 12 * 3_600_000;

/** A path that shows the photo for half a day to a day; null where there is none. */
export function photoUrl({ secret }: Pick<Config, 'secret'>, key: string | null): string | null {
  if (!key) return null;
  return signedPath(secret, key, {
    filename: 'photo',
    contentType: 'application/octet-stream',
    disposition: 'inline',
    expiresAt: linkExpiry(linkLifetimeMs),
  });
}

/** Keeps the picture as the user's photo; refuses by its content what is none. Returns where it is shown. */
export async function replacePhoto(services: Services, session: Session, file: Buffer): Promise<string> {
  const { contentType } = await sniffContent(file.subarray(0, 4100));
  if (!possible.has(contentType)) throw new RuleError(415, 'not_a_photo', words.noPhoto, { photo: words.noPhoto });
  const { key } = await storeBlob(services, session.companyId, file, { contentType, maxBytes: maxPhotoBytes });
  await changeKey(services, session, key);
  return photoUrl(services.config, key) as string;
}

export function removePhoto(services: Services, session: Session): Promise<void> {
  return changeKey(services, session, null);
}

async function changeKey({ db }: Services, { companyId, userId }: Session, key: string | null): Promise<void> {
  await withSystem(db, async (trx) => {
    const { photo_key } = await lockUser(trx, userId);
    await trx.updateTable('users').set({ photo_key: key, updated_at: new Date() }).where('id', '=', userId).execute();
    if (key) await claimBlobs(trx, companyId, [key]);
    if (photo_key) await discardBlobs(trx, companyId, [photo_key]);
  });
}

/** Of two photos sent at once the one that is replaced is deleted. */
async function lockUser(trx: Trx, userId: string) {
  const user = await trx
    .selectFrom('users')
    .select('photo_key')
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!user) throw invalid(words.accountDeleted);
  return user;
}
