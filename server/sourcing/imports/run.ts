import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { createApplications, type Outcome } from '#candidates/intake.ts';
import { findIntakeCampaign, type IntakeCampaign } from '#candidates/intake-campaigns.ts';
import { withCompany } from '#platform/db.ts';
import type { JobRun } from '#platform/jobs.ts';
import { type Language, languageOf, type Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { warningOf } from './attribute-values.ts';
import * as queries from './queries.ts';
import { csvOptions, type Reading } from './reading.ts';
import { personOfRow, type RowPerson } from './row.ts';
import { words } from './words.ts';

type Row = { number: number; cells: string[] };
type Ids = { companyId: number; importId: number };

const rowsPerChunk = 500;

/** Cancelled meanwhile, or in another worker's hands: this one lets go. */
class NoLongerOurs extends Error {}

/**
 * Takes in the people of an uploaded file, a chunk of rows at a time; each chunk's people, counts and place in the file
 * are one transaction. So whoever goes on with it after a crash begins at the first row that is not there yet.
 */
export async function importCsv(services: Services, ids: Ids, run: JobRun): Promise<void> {
  const { companyId, importId } = ids;
  const row = await withCompany(services.db, companyId, async (trx) => {
    await queries.changeState(trx, companyId, importId, ['waiting'], { state: 'running', started_at: new Date() });
    return queries.findImport(trx, companyId, importId);
  });
  if (row?.state !== 'running') return;
  try {
    await readAndStore(services, ids, row, run.signal);
    await end(services, ids, { state: 'finished', error: null });
  } catch (error) {
    if (error instanceof NoLongerOurs) return;
    const unreadable = csvProblem(error);
    if (!unreadable && !run.lastAttempt) throw error;
    await end(services, ids, {
      state: 'failed',
      error: (unreadable ?? words.failed)[languageOf(row.language)],
    });
    if (!unreadable) throw error;
  }
}

async function end(
  services: Services,
  { companyId, importId }: Ids,
  values: { state: string; error: string | null },
): Promise<void> {
  await withCompany(services.db, companyId, (trx) =>
    queries.changeState(trx, companyId, importId, ['running'], { ...values, finished_at: new Date() }),
  );
  services.hints.publish({ companyId, topic: 'imports', id: importId });
}

async function readAndStore(services: Services, ids: Ids, row: queries.ImportRow, signal: AbortSignal): Promise<void> {
  const reading = row.reading as unknown as Reading;
  const blob = await services.blobs.get(row.blob_key);
  if (!blob) throw new Error('The uploaded file is no longer there.');
  let bytesRead = 0;
  blob.stream.on('data', (bytes: Buffer) => {
    bytesRead += bytes.length;
  });
  const decoder = iconv.decodeStream(reading.encoding);
  const rows = parse(csvOptions(reading.delimiter));
  blob.stream.on('error', (error) => rows.destroy(error));
  blob.stream.pipe(decoder).pipe(rows);
  try {
    let number = 0;
    let from = row.position;
    let chunk: Row[] = [];
    const flush = async () => {
      signal.throwIfAborted();
      const to = number;
      await storeChunk(services, ids, row, reading, chunk, from, bytesRead);
      from = to;
      chunk = [];
    };
    const unreadable = await eachRow(rows, async (cells) => {
      number++;
      if (number <= row.position || (number === 1 && reading.hasHeader)) return;
      chunk.push({ number, cells });
      if (chunk.length === rowsPerChunk) await flush();
    });
    if (chunk.length > 0) await flush();
    if (unreadable) throw unreadable;
  } finally {
    blob.stream.destroy();
    rows.destroy();
  }
}

/** Gives back the error where the file can not be read further: the rows before that place count. */
async function eachRow(rows: AsyncIterable<string[]>, use: (cells: string[]) => Promise<void>): Promise<unknown> {
  const iterator = rows[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next().catch((error: unknown) => {
      if (csvProblem(error)) return { failed: error };
      throw error;
    });
    if ('failed' in next) return next.failed;
    if (next.done) return null;
    await use(next.value);
  }
}

async function storeChunk(
  services: Services,
  { companyId, importId }: Ids,
  row: queries.ImportRow,
  reading: Reading,
  chunk: Row[],
  start: number,
  bytesRead: number,
): Promise<void> {
  let from = start;
  const language = languageOf(row.language);
  const campaign = await findIntakeCampaign(services, companyId, row.campaign_id);
  const people = chunk.map(({ cells }) => personOfRow(cells, reading.mapping, reading.headers));
  await createApplications(services, companyId, row.campaign_id, people, {
    source: 'CSV',
    actor: row.user_id ? { kind: 'user', userId: row.user_id } : { kind: 'system' },
    repeat: 'keep',
    async within(client, outcomes) {
      const to = chunk[outcomes.at(-1)?.position ?? -1]?.number ?? from;
      const problems = outcomes.flatMap((one) => {
        const person = people[one.position];
        const given = chunk[one.position];
        return person && given ? (problemOf(one, given, person, campaign, language) ?? []) : [];
      });
      const warned = problems.filter((one) => one.application_id !== undefined).length;
      const progress = { ...count(outcomes), warned };
      const moved = await queries.advance(client, { companyId, importId, from, to, bytesRead }, progress, problems);
      if (!moved) throw new NoLongerOurs();
    },
    committed(outcomes) {
      from = chunk[outcomes.at(-1)?.position ?? -1]?.number ?? from;
    },
  });
  services.hints.publish({ companyId, topic: 'imports', id: importId });
}

/** Why the row was not taken, or what of it is kept though it does not fit; null where all is well. */
function problemOf(
  { taken }: Outcome,
  { number, cells }: Row,
  { others }: RowPerson,
  campaign: IntakeCampaign | null,
  language: Language,
): queries.Problem | null {
  const row = { row_number: number, cells: cells.map(storable) };
  if (taken.outcome === 'refused') return { ...row, reason: taken.reason[language] };
  // Somebody who is there already keeps the values that they have.
  const reason = campaign && taken.outcome === 'created' ? warningOf(others, campaign, language) : null;
  return reason === null ? null : { ...row, reason: storable(reason), application_id: taken.applicationId };
}

/** A refused cell may hold the very thing that can not be stored. */
function storable(cell: string): string {
  return cell.replaceAll('\0', '').toWellFormed();
}

function count(outcomes: Outcome[]): Omit<queries.Progress, 'warned'> {
  const progress = { created: 0, duplicate: 0, existing: 0, refused: 0 };
  for (const { taken } of outcomes) {
    if (taken.outcome === 'refused') progress.refused++;
    else if (taken.outcome === 'exists') progress.existing++;
    else {
      progress.created++;
      if (taken.duplicate) progress.duplicate++;
    }
  }
  return progress;
}

/** What is wrong with the file itself, in words; null for everything else. */
function csvProblem(error: unknown): Words | null {
  const { code, lines } = error as { code?: string; lines?: number };
  if (!code?.startsWith('CSV_')) return null;
  const quoteOpen = code === 'CSV_MAX_RECORD_SIZE' || code === 'CSV_QUOTE_NOT_CLOSED';
  return quoteOpen ? words.openQuote(lines) : words.unreadable(lines);
}
