import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { recordAudit } from '#accounts/audit.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { requireApplication } from '../applications.ts';
import { type PersonData, readPerson } from './person-data.ts';
import * as queries from './queries.ts';

/**
 * All that is kept about the person behind an application, as a ZIP: their files under `files/`, then `person.json`. What was
 * given out, and to whom, is written down first. Files are read one after the other while the answer is sent.
 */
export async function exportPerson(services: Services, session: Session, applicationId: number): Promise<Readable> {
  const { companyId } = session;
  const { candidate_id: candidateId } = await withCompany(services.db, companyId, (trx) =>
    requireApplication(trx, session, applicationId),
  );
  const data = await withSystem(services.db, async (trx) => {
    const people = await queries.withMerged(trx, companyId, [candidateId]);
    await recordAudit(trx, session, 'candidate-exported', { candidateId });
    return readPerson(trx, companyId, people);
  });
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const end = (error: unknown) => output.destroy(error as Error);
  zip.on('error', end);
  fill(services, zip, data).catch(end);
  return output;
}

/**
 * A file that can not be read is not in there, and one whose reading breaks off is there as far as it came: `person.json`,
 * which comes last, names them under `missingFiles`.
 */
async function fill({ blobs, log }: Pick<Services, 'blobs' | 'log'>, zip: ZipFile, data: PersonData): Promise<void> {
  const output = zip.outputStream as Readable;
  const missingFiles: string[] = [];
  for (const { key, path } of data.files) {
    const fail = (error: unknown) => {
      log.warn({ err: error }, 'file of a person not read');
      missingFiles.push(path);
    };
    const blob = await blobs.get(key).catch(fail);
    if (blob === null) missingFiles.push(path);
    if (!blob) continue;
    const stream = Readable.from(readable(blob.stream, fail), { objectMode: false });
    const close = () => stream.destroy();
    output.once('close', close);
    if (output.destroyed) close();
    zip.addReadStream(stream, path, { compress: false });
    await finished(stream).catch(() => {});
    output.off('close', close);
    // Whoever was to have it has gone.
    if (output.destroyed) return;
  }
  zip.addBuffer(Buffer.from(`${JSON.stringify({ ...data.person, missingFiles }, null, 2)}\n`), 'person.json');
  zip.end();
}

async function* readable(stream: Readable, fail: (error: unknown) => void): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    fail(error);
  }
}
