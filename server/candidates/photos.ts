import { maxPhotoBytes, photoUrl } from '#accounts/photos.ts';
import { claimBlobs, discardBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { sniffContent } from '#platform/blobs/sniff.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { type ApplicationRow, hintApplication, holdPerson, recordEvent } from './applications.ts';
import { words } from './words.ts';

const possible = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Keeps the picture as the candidate's; refuses by its content what is none. Returns where it is shown. Who calls has asked whether they may. */
export async function replacePhoto(
  services: Services,
  session: Session,
  applicationId: number,
  file: Buffer,
): Promise<string> {
  const { contentType } = await sniffContent(file.subarray(0, 4100));
  if (!possible.has(contentType)) throw new RuleError(415, 'not_a_photo', words.noPicture, { photo: words.noPicture });
  const { key } = await storeBlob(services, session.companyId, file, { contentType, maxBytes: maxPhotoBytes });
  await changeKey(services, session, applicationId, key);
  return photoUrl(services.config, key) as string;
}

export function removePhoto(services: Services, session: Session, applicationId: number): Promise<void> {
  return changeKey(services, session, applicationId, null);
}

async function changeKey(services: Services, session: Session, applicationId: number, key: string | null) {
  await withCompany(services.db, session.companyId, async (trx) => {
    const application = await holdPerson(trx, session, applicationId);
    const before = await photoOf(trx, application);
    if (!key && !before) return;
    const { company_id: companyId, candidate_id: candidateId } = application;
    await trx
      .updateTable('candidates')
      .set({ photo_key: key, updated_at: new Date() })
      .where('company_id', '=', companyId)
      .where('id', '=', candidateId)
      .execute();
    if (key) await claimBlobs(trx, companyId, [key]);
    if (before) await discardBlobs(trx, companyId, [before]);
    await recordEvent(trx, application, {
      kind: key ? 'photo-changed' : 'photo-removed',
      actor: 'user',
      userId: session.userId,
    });
    hintApplication(trx, services.hints, companyId, applicationId);
  });
}

/** Of a person who is held: of two pictures sent at once the one that is replaced is deleted. */
async function photoOf(trx: Trx, application: ApplicationRow): Promise<string | null> {
  const row = await trx
    .selectFrom('candidates')
    .select('photo_key')
    .where('company_id', '=', application.company_id)
    .where('id', '=', application.candidate_id)
    .executeTakeFirstOrThrow();
  return row.photo_key;
}
