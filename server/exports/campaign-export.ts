import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream } from 'hucre/xlsx';
import { requireCampaign } from '#campaigns/policy.ts';
import { withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import {
  detailNamesPage,
  type ExportAnswer,
  type ExportRow,
  exportHead,
  exportPage,
  interviewVersions,
} from './queries.ts';
import { type ExportTexts, exportTexts } from './texts.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const pageSize = 1000;
/** Only their names are kept, so more are read at once. */
const detailPageSize = 20_000;
/** Excel shows 16,384 columns at most; nobody reads more details than this side by side. */
const detailColumns = 200;
/** What a cell of a spreadsheet can hold. */
const longestCell = 32_767;

type Question = { id: string; text: string; choices?: { id: string; label: string }[] };
type Cell = string | number | Date | null;
type Plan = {
  texts: ExportTexts;
  questions: Question[];
  choices: Map<string, string>;
  details: string[];
  more: boolean;
};

/**
 * The candidates of a campaign as XLSX: a row an application, a column an answer. Read page by page while it is sent, so
 * neither side ever holds the whole. Throws before anything is sent where this user has no such campaign.
 */
export async function exportCampaign(
  services: Services,
  session: Session,
  campaignId: number,
): Promise<{ fileName: string; stream: Readable }> {
  const { companyId } = session;
  const { head, questions } = await withCompany(services.db, companyId, async (trx) => {
    await requireCampaign(trx, session, campaignId);
    const found = await exportHead(trx, companyId, campaignId, session.userId);
    return { head: found, questions: collectQuestions(await interviewVersions(trx, companyId, campaignId)) };
  });
  const names = await detailNames(services, companyId, campaignId);
  const plan = makePlan(exportTexts(head.language), questions, names);
  const columns = headers(plan, head.timeZone).map((header) => ({ header: safeText(header) ?? '', width: 18 }));
  // After as many rows as Excel can show, it goes on in a further sheet with the same headers.
  const options = { name: 'Parley', columns, freezePane: { rows: 1 } };
  const stream = Readable.fromWeb(
    writeXlsxStream(rows(services, session, campaignId, plan), options) as ReadableStream,
  );
  return { fileName: `${head.title}.xlsx`, stream };
}

/** The first of them in alphabetical order: all that have a column, and one more where there are more. */
async function detailNames(services: Services, companyId: number, campaignId: number): Promise<string[]> {
  const limits = { rows: detailPageSize, names: detailColumns + 1 };
  let names: string[] = [];
  for (let after = 0; ; ) {
    const page = await withCompany(services.db, companyId, (trx) =>
      detailNamesPage(trx, companyId, campaignId, after, limits),
    );
    names = [...new Set([...names, ...page.names])].sort().slice(0, limits.names);
    if (page.last === null) return names;
    after = page.last;
  }
}

/** By id, as the newest version asks it; questions that were taken out stand last, as their answers are still there. */
function collectQuestions(definitions: unknown[]): Question[] {
  const found = new Map<string, Question>();
  for (const definition of definitions as { questions?: Question[] }[])
    for (const question of definition.questions ?? []) if (!found.has(question.id)) found.set(question.id, question);
  return [...found.values()];
}

function makePlan(texts: ExportTexts, questions: Question[], names: string[]): Plan {
  const choices = new Map(
    questions.flatMap(({ id, choices: offered = [] }) => offered.map((one) => [`${id} ${one.id}`, one.label] as const)),
  );
  return { texts, questions, choices, details: names.slice(0, detailColumns), more: names.length > detailColumns };
}

function headers({ texts, questions, details, more }: Plan, timeZone: string): string[] {
  const { applicationId, candidateId, firstName, lastName, email, phone, folder, labels, source, added, completed } =
    texts;
  return [
    applicationId,
    candidateId,
    firstName,
    lastName,
    email,
    phone,
    folder,
    labels,
    source,
    `${added} (${timeZone})`,
    `${completed} (${timeZone})`,
    ...details,
    ...(more ? [texts.moreDetails] : []),
    ...questions.map((question) => question.text),
  ];
}

/** Breaks off where the campaign is deleted meanwhile: a table of its first half would pass for the whole. */
async function* rows(services: Services, session: Session, campaignId: number, plan: Plan): AsyncGenerator<Cell[]> {
  const { companyId } = session;
  let after = 0;
  for (;;) {
    const page = await withCompany(services.db, companyId, async (trx) => {
      await requireCampaign(trx, session, campaignId);
      return exportPage(trx, companyId, campaignId, after, pageSize);
    });
    for (const row of page) yield cells(row, plan);
    if (page.length < pageSize) return;
    after = page.at(-1)?.id ?? after;
  }
}

function cells(row: ExportRow, { texts, questions, choices, details, more }: Plan): Cell[] {
  const answers = new Map(row.answers?.map((answer) => [answer.question, answer]));
  const labels = row.labels?.map((label) => texts.automaticLabels[label] ?? label) ?? [];
  const shown = new Set(details);
  const rest = Object.entries(row.others).filter(([name]) => !shown.has(name));
  return [
    row.id,
    row.candidateId,
    safeText(row.firstName),
    safeText(row.lastName),
    safeText(row.email),
    safeText(row.phone),
    safeText(texts.folders[row.folder] ?? row.folderName ?? row.folder),
    safeText(labels.join(', ')),
    safeText(row.source),
    moment(row.added),
    moment(row.completed),
    ...details.map((name) => safeText(plain(row.others[name]))),
    ...(more ? [safeText(rest.map(([name, value]) => `${name}: ${plain(value)}`).join('\n'))] : []),
    ...questions.map(({ id }) => answerCell(answers.get(id), choices, texts)),
  ];
}

function answerCell(answer: ExportAnswer | undefined, choices: Map<string, string>, texts: ExportTexts): Cell {
  if (!answer) return null;
  if (answer.kind === 'number') return answer.number;
  if (answer.kind === 'choice')
    return safeText(choices.get(`${answer.question} ${answer.choice}`) ?? answer.text ?? answer.choice);
  if (answer.kind !== 'audio') return safeText(answer.text);
  const seconds = answer.seconds ?? 0;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return safeText(answer.transcript || texts.spoken.replace('{time}', time));
}

function moment(local: string | null): Date | null {
  return local === null ? null : new Date(`${local}Z`);
}

function plain(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * A text that stays one: saved again as CSV, or pasted elsewhere, `=HYPERLINK(…)` would be calculated. A telephone
 * number begins with `+` and is none.
 */
export function safeText(text: string | null): string | null {
  if (text === null) return null;
  const short = text.toWellFormed().slice(0, longestCell - 1);
  return /^[=+\-@\t\r]/.test(short) && !/^[+-]?\d[\d ().-]*$/.test(short) ? `'${short}` : short;
}
