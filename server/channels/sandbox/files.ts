import { buffer } from 'node:stream/consumers';
import { withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import type { Attachment, ChannelKind } from '../channel.ts';
import type { StoredFile } from './provider.ts';

/** What the provider keeps of a file that a candidate sent; null where this company's sandbox has none such. */
export async function readSandboxFile(
  { db, blobs }: Pick<Services, 'db' | 'blobs'>,
  companyId: number,
  kind: ChannelKind,
  messageId: number,
): Promise<StoredFile | null> {
  const row = await withCompany(db, companyId, (trx) =>
    trx
      .selectFrom('sandbox_messages')
      .select('file')
      .where('company_id', '=', companyId)
      .where('channel', '=', kind)
      .where('id', '=', messageId)
      .executeTakeFirst(),
  );
  const file = row?.file as Attachment | null | undefined;
  const found = file && (await blobs.get(file.key));
  return found ? { messageId, contentType: file.contentType, body: await buffer(found.stream) } : null;
}
