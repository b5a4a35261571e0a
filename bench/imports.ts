/**
 * An import of a large CSV file: seconds, rows a second and the memory of the process that does it, and the same file
 * once more. Prints JSON.
 *
 *   node bench/imports.ts [--rows 100000]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { createCampaign } from '#campaigns/campaigns.ts';
import { newBlobKey } from '#platform/blobs/store.ts';
import { loadConfig } from '#platform/config.ts';
import { withCompany, withSystem } from '#platform/db.ts';
import { createLog } from '#platform/log.ts';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { migrate } from '#platform/postgres/migrate.ts';
import { closeServices, openServices } from '#platform/services.ts';
import { importCsv } from '#sourcing/imports/run.ts';
import { randomPerson } from './support/people.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const rows = Number(values.rows);
const directory = mkdtempSync(join(tmpdir(), 'parley-bench-'));
// For the user that PostgreSQL runs as; out of its reach the database would live elsewhere and stay.
chmodSync(directory, 0o755);
const postgres = await startEmbedded({ directory: join(directory, 'postgres') });
await migrate(postgres.url);
const services = await openServices(loadConfig({ PARLEY_DATA: directory }), postgres.url, createLog('warn'), false);
try {
  const hiring = await withSystem(services.db, async (trx) => {
    const company = await trx
      .insertInto('companies')
      .values({ name: 'Harbour' })
      .returning('id')
      .executeTakeFirstOrThrow();
    return {
      companyId: company.id,
      campaignId: await createCampaign(trx, company.id, null, { title: 'Agent', country: 'PH', language: 'en' }),
    };
  });
  const first = await measure(hiring);
  const again = await measure(hiring);
  console.log(JSON.stringify({ rows, first, again }, null, 2));
} finally {
  await closeServices(services);
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** One row in a hundred has a phone number that is none. */
function* lines(): Generator<string> {
  yield 'first name,last name,email,country code,phone number,referee\n';
  for (let index = 0; index < rows; index++) {
    const person = randomPerson(1, index);
    yield `${person.first_name},${person.last_name},${person.email},+63,${index % 100 === 7 ? 'none' : person.user_phone_number},\n`;
  }
}

async function measure({ companyId, campaignId }: { companyId: number; campaignId: number }) {
  const blob = newBlobKey(companyId);
  await services.blobs.put(
    blob,
    Readable.from(lines(), { objectMode: true }).map((line) => Buffer.from(line)),
    { contentType: 'text/csv', maxBytes: 2 ** 31 },
  );
  const reading = {
    encoding: 'utf-8',
    delimiter: ',',
    hasHeader: true,
    headers: ['first name', 'last name', 'email', 'country code', 'phone number', 'referee'],
    mapping: ['firstName', 'lastName', 'email', 'country', 'phone', 'referee'],
    preview: [],
  };
  const { id } = await withCompany(services.db, companyId, (trx) =>
    trx
      .insertInto('imports')
      .values({
        company_id: companyId,
        campaign_id: campaignId,
        file_name: 'bench.csv',
        blob_key: blob,
        size: 1,
        state: 'waiting',
        reading: JSON.stringify(reading),
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  const memory: number[] = [];
  const timer = setInterval(() => memory.push(process.memoryUsage.rss()), 250);
  const began = performance.now();
  await importCsv(
    services,
    { companyId, importId: id },
    { id: '', attempt: 1, lastAttempt: true, signal: new AbortController().signal },
  );
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  const done = await withCompany(services.db, companyId, (trx) =>
    trx.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  const megabytes = (bytes: number | undefined) => Math.round((bytes ?? 0) / 1024 / 1024);
  return {
    seconds: Number(seconds.toFixed(1)),
    rowsPerSecond: Math.round(rows / seconds),
    counts: {
      state: done.state,
      created: done.created,
      existing: done.existing,
      duplicate: done.duplicate,
      refused: done.refused,
    },
    megabytesOfMemory: {
      atHalf: megabytes(memory[memory.length >> 1]),
      highest: megabytes(Math.max(...memory)),
      atEnd: megabytes(memory.at(-1)),
    },
  };
}
