import { claimBlobs, discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict, invalidField, notFound } from '#platform/errors.ts';
import type { Services } from '#platform/services.ts';
import type { Attachment } from '../channel.ts';
import { answerTo } from '../email/letter.ts';
import { mailId } from '../email/message-id.ts';
import { takeSignedMail } from '../email/webhook-routes.ts';
import { keepWriting } from './acting.ts';
import { type CandidateLetter, sandboxMailServer, signedMail, toRawMail } from './mail-server.ts';
import { addressOn, findOwner, readPhone } from './phone.ts';
import { words } from './words.ts';

export type WrittenLetter = {
  phone: string;
  name?: string | undefined;
  /** The mail in the mailbox that it answers; null for a new thread. */
  answers: number | null;
  subject: string;
  text: string;
  files: CandidateLetter['files'];
};

/**
 * Somebody writes a mail, or answers one. It is written out as a mail program does and handed over, signed, by the way of
 * all mails; what their mailbox keeps of it is stored with it. Returns the mailbox's id of it.
 */
export async function writeLetter(services: Services, companyId: number, given: WrittenLetter): Promise<number> {
  const { text, files } = given;
  const { connection, address, ...letter } = await withCompany(services.db, companyId, (trx) =>
    prepare(trx, services, companyId, given),
  );
  const raw = await toRawMail({ ...letter, text, files });
  const kept = await keepFiles(services, companyId, files);
  let id = 0;
  try {
    await takeSignedMail(services, connection, signedMail(connection, raw), raw, {
      settle: async (trx) => {
        const keys = kept.map(({ key }) => key);
        await claimBlobs(trx, companyId, keys);
        const { subject } = letter;
        ({ id } = await keepWriting(trx, { companyId, channel: 'email', address, subject, body: text, files: kept }));
      },
    });
  } catch (error) {
    for (const { key } of kept) await discardUnclaimed(services, companyId, key);
    throw error;
  }
  return id;
}

/** Throws where mail does not end in the sandbox, nobody has this mailbox, or the mail to be answered is not in it. */
async function prepare(
  trx: Trx,
  { config }: Services,
  companyId: number,
  { phone: typed, name: calledSo, answers, subject }: WrittenLetter,
) {
  const connection = await sandboxMailServer(trx, config, companyId);
  if (!connection) throw conflict('not_in_sandbox', words.notInSandbox);
  const phone = await readPhone(trx, companyId, typed);
  const owner = await findOwner(trx, companyId, phone);
  const address = addressOn(config, companyId, 'email', phone, owner);
  if (!address) throw invalidField('phone', words.noMailbox);
  const answered = answers === null ? null : await loadAnswered(trx, companyId, address, answers);
  const messageId = answered?.message_id ?? null;
  const references = messageId === null ? [] : [mailId(config, { companyId, messageId }, 'sandbox.example')];
  const from = { name: calledSo ?? owner.name, address };
  await keepAccount(trx, companyId, { phone, address, name: calledSo ?? null });
  return { connection, address, from, references, subject: subject || (answerTo(answered?.subject ?? '') ?? '') };
}

async function loadAnswered(trx: Trx, companyId: number, address: string, id: number) {
  const row = await trx
    .selectFrom('sandbox_messages')
    .select(['message_id', 'subject'])
    .where('company_id', '=', companyId)
    .where('channel', '=', 'email')
    .where('to_address', '=', address)
    .where('author', '=', 'company')
    .where('operator_only', '=', false)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw notFound('message');
  return row;
}

/** By which name somebody wrote whom the company does not know. */
async function keepAccount(
  trx: Trx,
  companyId: number,
  { phone, address, name }: { phone: string; address: string; name: string | null },
): Promise<void> {
  await trx
    .insertInto('sandbox_accounts')
    .values({ company_id: companyId, channel: 'email', address, phone, name })
    .onConflict((on) => {
      const update = on.columns(['company_id', 'channel', 'address']);
      return name ? update.doUpdateSet({ name }) : update.doNothing();
    })
    .execute();
}

async function keepFiles(
  services: Services,
  companyId: number,
  files: CandidateLetter['files'],
): Promise<Attachment[]> {
  const kept: Attachment[] = [];
  for (const { name, contentType, body } of files) {
    const { key, size } = await storeBlob(services, companyId, body, { contentType, maxBytes: body.length });
    kept.push({ key, name, contentType, size });
  }
  return kept;
}
