import { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { holdCampaign, requireCampaign } from '#campaigns/policy.ts';
import { listAttributes } from '#candidates/attributes/attributes.ts';
import { attributeFinder } from '#candidates/attributes/details.ts';
import { claimBlobs, discardUnclaimed, storeBlob } from '#platform/blobs/loose.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import { conflict, invalidField, notFound, RuleError } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { input } from '#platform/words.ts';
import { asBrokenForm } from '../upload.ts';
import * as queries from './queries.ts';
import { attributeOfColumn, type ColumnKind, guessEncoding, guessReading, type Reading } from './reading.ts';
import { words } from './words.ts';

export const largestFile = 200 * 1024 * 1024;
const headBytes = 256 * 1024;

/** Keeps the file that comes with the request, without ever holding it, and says how it seems to be written. */
export async function uploadImport(services: Services, request: FastifyRequest, campaignId: number): Promise<number> {
  const { companyId, userId } = request.session;
  if (!request.isMultipart()) throw new RuleError(415, 'unsupported_media_type', words.sendForm);
  const part = await request.file({ limits: { fileSize: largestFile + 1, files: 1 } }).catch(asBrokenForm);
  if (!part) throw invalidField('file', input.fileNeeded);
  const { key: blobKey, head, size, validUtf8 } = await keep(services, part, companyId).catch(asBrokenForm);
  try {
    const fileName = (part.filename || 'candidates.csv').toWellFormed().replace(/\p{C}/gu, '').slice(0, 200);
    const reading = read(head, size, validUtf8);
    return await withCompany(services.db, companyId, async (trx) => {
      // While the file was on its way the campaign may have been deleted.
      await holdCampaign(trx, request.session, campaignId);
      await claimBlobs(trx, companyId, [blobKey]);
      const mapping = await withAttributes(trx, companyId, reading);
      return queries.insertImport(trx, {
        companyId,
        campaignId,
        userId,
        fileName,
        blobKey,
        size,
        reading: { ...reading, mapping },
      });
    });
  } finally {
    await discardUnclaimed(services, companyId, blobKey);
  }
}

/** A column that nothing else is known of may be one of the company's attributes by its name. */
async function withAttributes(trx: Trx, companyId: number, { mapping, headers }: Reading): Promise<ColumnKind[]> {
  const find = attributeFinder(await listAttributes(trx, companyId));
  const taken = new Set<ColumnKind>();
  return mapping.map((kind, index): ColumnKind => {
    const attribute = kind === 'other' ? find(headers[index] ?? '') : undefined;
    if (!attribute || taken.has(`attribute:${attribute.key}`)) return kind;
    taken.add(`attribute:${attribute.key}`);
    return `attribute:${attribute.key}`;
  });
}

async function keep(
  services: Services,
  part: MultipartFile,
  companyId: number,
): Promise<{ key: string; head: Buffer; size: number; validUtf8: boolean }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const start: Buffer[] = [];
  let kept = 0;
  let validUtf8 = true;
  const check = (bytes?: Buffer) => {
    try {
      if (validUtf8) decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      validUtf8 = false;
    }
  };
  const watch = async function* (source: AsyncIterable<Buffer>) {
    for await (const bytes of source) {
      if (kept < headBytes) start.push(bytes);
      kept += bytes.length;
      check(bytes);
      yield bytes;
    }
  };
  const options = { contentType: 'text/csv', maxBytes: largestFile };
  const { key, size } = await storeBlob(services, companyId, Readable.from(watch(part.file)), options);
  check();
  return { key, head: Buffer.concat(start).subarray(0, headBytes), size, validUtf8 };
}

function read(head: Buffer, size: number, validUtf8: boolean): Reading {
  if (size === 0) throw invalidField('file', input.fileEmpty);
  const zip =
    head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4])) ||
    head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
  if (zip) throw invalidField('file', words.spreadsheet);
  const reading = guessReading(head, guessEncoding(head, validUtf8), head.length >= size);
  if (!reading) throw invalidField('file', words.noRows);
  return reading;
}

/** The import where this user reaches its campaign. */
export async function requireImport(trx: Trx, session: Session, importId: number): Promise<queries.ImportRow> {
  const row = await queries.findImport(trx, session.companyId, importId);
  if (!row) throw notFound('import');
  await requireCampaign(trx, session, row.campaign_id).catch(() => {
    throw notFound('import');
  });
  return row;
}

/** Puts the work into the queue, by the columns as the user has mapped them. */
export async function startImport(
  services: Services,
  trx: Trx,
  session: Session,
  importId: number,
  given: { mapping: ColumnKind[]; hasHeader: boolean },
): Promise<void> {
  const row = await requireImport(trx, session, importId);
  const reading = row.reading as unknown as Reading;
  checkMapping(given.mapping, reading.headers.length);
  const { companyId } = session;
  const keys = (await listAttributes(trx, companyId)).flatMap(({ key, archived }) => (archived ? [] : [key]));
  for (const attribute of given.mapping.map(attributeOfColumn))
    if (attribute !== null && !keys.includes(attribute)) throw invalidField('mapping', words.noAttribute);
  const changed = await queries.changeState(trx, companyId, importId, ['uploaded'], {
    state: 'waiting',
    reading: { ...reading, ...given },
  });
  if (!changed) throw conflict('import_started', words.started);
  await services.jobs.enqueue(trx, 'import-csv', { companyId, importId });
}

function checkMapping(mapping: ColumnKind[], columns: number): void {
  if (mapping.length !== columns) throw invalidField('mapping', words.columns(columns, mapping.length));
  const once = mapping.filter((kind) => kind !== 'other' && kind !== 'ignore');
  if (new Set(once).size < once.length) throw invalidField('mapping', words.mappedTwice);
  if (!once.includes('email') && !once.includes('phone')) throw invalidField('mapping', words.contactUnmapped);
  if (!once.some((kind) => kind === 'firstName' || kind === 'lastName' || kind === 'fullName'))
    throw invalidField('mapping', words.nameUnmapped);
}

export async function cancelImport(trx: Trx, session: Session, importId: number): Promise<void> {
  await requireImport(trx, session, importId);
  const open = ['uploaded', 'waiting', 'running'];
  const changed = await queries.changeState(trx, session.companyId, importId, open, {
    state: 'cancelled',
    finished_at: new Date(),
  });
  if (!changed) throw conflict('import_over', words.over);
}
