import type { Readable } from 'node:stream';
import { recordAudit } from '#accounts/audit.ts';
import { type Cell, safeText } from '#exports/cells.ts';
import { tableFile } from '#exports/files.ts';
import { type Database, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import { own } from '#platform/own.ts';
import { type Language, languageOf } from '#platform/sentences.ts';
import { type LogRow, type Place, readerOf, readPage } from './queries.ts';
import type { Filter } from './schema.ts';
import { columns, kindNames } from './words.ts';

const pageSize = 1000;
const columnNames = [
  'at',
  'by',
  'what',
  'about',
  'candidateId',
  'applicationId',
  'campaign',
  'address',
  'data',
] as const;

/**
 * What is filtered as CSV, in the language of who asks; read page by page while it is sent. That it was taken away is written
 * down first.
 */
export async function exportLog(db: Database, session: Session, filter: Filter): Promise<{ stream: Readable }> {
  const { companyId, userId } = session;
  const reader = await withCompany(db, companyId, async (trx) => {
    await recordAudit(trx, session, 'audit-exported', filter);
    return readerOf(trx, companyId, userId);
  });
  const language = languageOf(reader.language);
  const headers = columnNames.map((name) => columns[name][language]);
  headers[0] = `${headers[0]} (${reader.timeZone})`;
  const dates = columnNames.map((name) => (name === 'at' ? ('moment' as const) : null));
  return { stream: tableFile('csv', { headers, dates, rows: 0 }, pages(db, companyId, filter, language)) };
}

async function* pages(db: Database, companyId: number, filter: Filter, language: Language): AsyncGenerator<Cell[][]> {
  let before: Place | null = null;
  do {
    const place: Place | null = before;
    const rows: LogRow[] = await withCompany(db, companyId, (trx) =>
      readPage(trx, companyId, filter, { before: place, limit: pageSize }),
    );
    yield rows.map((row) => cellsOf(row, language));
    before = rows.length === pageSize ? (rows.at(-1) ?? null) : null;
  } while (before);
}

const named = ['userId', 'name', 'title', 'candidateId', 'applicationId', 'campaignId'];

function cellsOf(row: LogRow, language: Language): Cell[] {
  const { data } = row;
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : null);
  const rest = Object.entries(data).filter(([key, value]) => !named.includes(key) && value !== null);
  const by = row.userName ?? (row.userId === null ? columns.program[language] : null);
  return [
    new Date(Math.floor(row.local) * 1000),
    safeText(by),
    safeText(own(kindNames, row.kind)?.[language] ?? row.kind),
    safeText(row.candidateName || row.aboutName || text('name') || null),
    row.candidateId ?? (typeof data.candidateId === 'number' ? data.candidateId : null),
    typeof data.applicationId === 'number' ? data.applicationId : null,
    safeText(row.campaignTitle ?? text('title')),
    safeText(row.address),
    safeText(rest.map(([key, value]) => `${key}: ${[value].flat().join(', ')}`).join('\n') || null),
  ];
}
