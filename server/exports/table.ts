import type { Reach } from '#campaigns/policy.ts';
import { type AttributeColumn, attributeColumns } from '#candidates/attributes/columns.ts';
import { type Database, type Trx, withCompany } from '#platform/db.ts';
import {
  type Cell,
  type Reader,
  readAnswer,
  readDetail,
  readerOf,
  readRest,
  readRestOfAnswers,
  safeCell,
  safeText,
} from './cells.ts';
import { detailOf, type FixedColumn, ownKeys, refereeNames } from './columns.ts';
import type { DateKind } from './files.ts';
import { type ExportPart, exportPage, interviewVersions, readExtent } from './queries.ts';
import { collectQuestions, type Questions } from './questions.ts';
import { type ExportTexts, exportTexts } from './texts.ts';

const pageSize = 2_000;
/** Only names are kept of these, so more are read at once. */
const extentSize = 20_000;
/** Excel shows 16,384 columns at most; nobody reads more details, or more answers, than this side by side. */
const mostColumns = 200;

type Column = { header: string; read: Reader; date?: DateKind };
export type Table = {
  headers: string[];
  dates: DateKind[];
  columns: Column[];
  needs: ExportPart[];
};

export type Contents = {
  companyId: number;
  ids: Float64Array;
  columns: string[];
  language: string;
  timeZone: string;
  /** Whose questions have columns even where nobody was asked. */
  campaigns?: number[];
};

/** Which columns the table of these applications has. */
export async function planTable(db: Database, contents: Contents): Promise<Table> {
  const { columns: chosen, language, timeZone } = contents;
  const texts = exportTexts(language);
  const extent = await findExtent(db, contents);
  const attributes = await withCompany(db, contents.companyId, (trx) => attributeColumns(trx, contents.companyId));
  const columns = chosen.flatMap((column) => columnsOf(column, { texts, chosen, timeZone, attributes, ...extent }));
  return {
    headers: columns.map(({ header }) => safeText(header) ?? ''),
    dates: columns.map(({ date = null }) => date),
    columns,
    needs: [...new Set(chosen.flatMap(partOf))],
  };
}

/** From where a column is read; ids and times are of every row. */
function partOf(column: string): ExportPart | [] {
  switch (column) {
    case 'applicationId':
    case 'candidateId':
    case 'added':
    case 'completed':
    case 'active':
      return [];
    case 'firstName':
    case 'lastName':
    case 'email':
    case 'phone':
      return 'person';
    case 'source':
    case 'resume':
    case 'lastMessage':
      return 'rest';
    case 'campaign':
    case 'folder':
    case 'reason':
    case 'assignee':
    case 'labels':
    case 'answers':
      return column;
    default:
      return 'others';
  }
}

type Extent = { names: string[]; questions: Questions };

async function findExtent(db: Database, { companyId, ids, columns, campaigns = [] }: Contents): Promise<Extent> {
  const none: Extent = { names: [], questions: { asked: [], choices: new Map() } };
  if (!columns.includes('details') && !columns.includes('answers')) return none;
  // Of those that have a column of their own as many may come first in the order of names.
  const own = ownDetails(columns);
  const limit = mostColumns + own.size + 1;
  let names: string[] = [];
  const asking = new Set(campaigns);
  for (let at = 0; at < ids.length; at += extentSize) {
    const page = await withCompany(db, companyId, (trx) =>
      readExtent(trx, companyId, [...ids.subarray(at, at + extentSize)], limit),
    );
    names = [...new Set([...names, ...page.names])].sort(byCodePoints).slice(0, limit);
    for (const id of page.campaigns) asking.add(id);
  }
  const versions = await withCompany(db, companyId, (trx) => interviewVersions(trx, companyId, [...asking]));
  return { names: names.filter((name) => !own.has(name)), questions: collectQuestions(versions) };
}

/** The details that stand in columns other than that of all of them. */
function ownDetails(columns: string[]): Set<string> {
  return new Set(
    columns.flatMap((column) => {
      const key = detailOf(column);
      if (key !== null) return [key];
      const keys: readonly string[] = Object.hasOwn(ownKeys, column) ? ownKeys[column as keyof typeof ownKeys] : [];
      return column === 'referee' ? [...keys, ...refereeNames] : keys;
    }),
  );
}

/** As PostgreSQL orders them, `collate "C"`. */
function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

type Context = Extent & {
  texts: ExportTexts;
  chosen: string[];
  timeZone: string;
  attributes: AttributeColumn[];
};

function columnsOf(column: string, context: Context): Column[] {
  const { texts, timeZone } = context;
  const detail = detailOf(column);
  if (detail !== null) return [detailColumn(detail, context)];
  if (column === 'details') return detailColumns(context);
  if (column === 'answers') return answerColumns(context);
  const fixed = column as Exclude<FixedColumn, 'details' | 'answers'>;
  const isMoment = fixed === 'added' || fixed === 'completed' || fixed === 'active';
  const name = texts.columns[fixed];
  const read = readerOf(fixed, texts);
  return [isMoment ? { header: `${name} (${timeZone})`, read, date: 'moment' } : { header: name, read }];
}

/** An attribute of the company has its name and its type; anything else stands as it came in. */
function detailColumn(key: string, { attributes }: Context): Column {
  const attribute = attributes.find((one) => one.key === key);
  return attribute
    ? {
        header: attribute.name,
        read: ({ others }) => safeCell(attribute.value(others)),
        date: attribute.type === 'date' ? 'day' : null,
      }
    : { header: key, read: readDetail(key) };
}

function detailColumns(context: Context): Column[] {
  const { texts, names, chosen } = context;
  const shown = names.slice(0, mostColumns);
  const columns = shown.map((name) => detailColumn(name, context));
  if (names.length <= mostColumns) return columns;
  const rest = readRest(new Set([...shown, ...ownDetails(chosen)]));
  return [...columns, { header: texts.moreDetails, read: rest }];
}

function answerColumns({ texts, questions }: Context): Column[] {
  const shown = questions.asked.slice(0, mostColumns);
  const rest = questions.asked.slice(mostColumns);
  const columns = shown.map(({ text, ids }): Column => ({ header: text, read: readAnswer(ids, questions, texts) }));
  if (rest.length === 0) return columns;
  return [...columns, { header: texts.moreAnswers, read: readRestOfAnswers(rest, questions, texts) }];
}

/**
 * The rows of the table, page by page; the next is read while one is written. `check` is called in each page's transaction
 * with how many came before: it says whom the reader reaches at that moment, or throws to break off. Whose campaigns the rows
 * are of is added to `seen`.
 */
export async function* tableRows(
  db: Database,
  { companyId, ids, timeZone }: Pick<Contents, 'companyId' | 'ids' | 'timeZone'>,
  { columns, needs }: Table,
  seen: Set<number | null>,
  check: (trx: Trx, done: number) => Promise<Reach>,
): AsyncGenerator<Cell[][]> {
  const read = (at: number) => {
    const page = withCompany(db, companyId, async (trx) => {
      const reach = await check(trx, at);
      return exportPage(trx, { companyId, timeZone }, [...ids.subarray(at, at + pageSize)], reach, needs);
    });
    // Whoever waits for it sees the error; until then nobody does.
    page.catch(() => {});
    return page;
  };
  let next = ids.length > 0 ? read(0) : null;
  for (let at = 0; next; at += pageSize) {
    const rows = await next;
    next = at + pageSize < ids.length ? read(at + pageSize) : null;
    for (const { campaignId } of rows) seen.add(campaignId);
    yield rows.map((row) => columns.map((column) => column.read(row)));
  }
}
