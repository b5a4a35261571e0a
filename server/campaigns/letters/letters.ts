import { templateProblems } from '#conversations/tokens.ts';
import type { Trx } from '#platform/db.ts';
import { wordsOfIssue } from '#platform/http/issues.ts';
import type { Words } from '#platform/sentences.ts';
import { pictureIdIn } from './addresses.ts';
import { compileLetter } from './compile.ts';
import { type LetterDocument, letterDocument, picturesOf, textsOf } from './document.ts';
import type { LetterSetting } from './mjml.ts';
import { missingPictures } from './pictures.ts';
import { rawHtmlProblem } from './raw-html.ts';
import { words } from './words.ts';

/** A mail as an editor sends it: of blocks, or else HTML that was typed. */
export type WrittenLetter = { subject: string; body: string; document: Record<string, unknown> | null };

/** A mail as it is stored and sent, tokens as they are written; without blocks its plain text follows from its HTML. */
export type FinishedLetter = {
  subject: string;
  body: string;
  document: LetterDocument | null;
  plainText: string | null;
};

/** Problems by field; those of blocks stand at `document.blocks.2.href`. */
export type LetterProblems = Record<string, Words>;

type Setting = Omit<LetterSetting, 'title'>;

/** Makes what is sent of what was written, or tells what is wrong with it. */
export async function finishLetter(
  trx: Trx,
  companyId: number,
  letter: WrittenLetter,
  setting: Setting,
): Promise<{ letter: FinishedLetter } | { problems: LetterProblems }> {
  const [inSubject] = templateProblems(letter.subject);
  const problems: LetterProblems = inSubject ? { subject: inSubject.words } : {};
  if (!letter.document) {
    const inBody = templateProblems(letter.body)[0]?.words ?? rawHtmlProblem(letter.body);
    if (inBody) problems.body = inBody;
    if (Object.keys(problems).length > 0) return { problems };
    return { letter: { subject: letter.subject, body: letter.body, document: null, plainText: null } };
  }
  const read = await readDocument(trx, companyId, letter.document);
  if ('problems' in read || Object.keys(problems).length > 0)
    return { problems: { ...problems, ...('problems' in read ? read.problems : {}) } };
  const { document } = read;
  const { html, text } = await compileLetter(document, { ...setting, title: letter.subject });
  return { letter: { subject: letter.subject, body: html, document, plainText: text } };
}

async function readDocument(
  trx: Trx,
  companyId: number,
  input: unknown,
): Promise<{ document: LetterDocument } | { problems: LetterProblems }> {
  const parsed = letterDocument.safeParse(input);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => [
      `document.${issue.path.join('.')}`,
      wordsOfIssue(asIssue(issue)),
    ]);
    return { problems: { body: words.wrongDocument, ...Object.fromEntries(fields) } };
  }
  const document = parsed.data;
  const problems: LetterProblems = {};
  for (const { at, text } of textsOf(document)) {
    const [problem] = templateProblems(text);
    if (problem) problems[`document.${at}`] ??= problem.words;
  }
  const uploaded = picturesOf(document).flatMap(({ at, src }) => {
    const id = pictureIdIn(src);
    return id ? [{ at, id }] : [];
  });
  const missing = await missingPictures(
    trx,
    companyId,
    uploaded.map(({ id }) => id),
  );
  for (const { at, id } of uploaded) if (missing.has(id)) problems[`document.${at}`] = words.pictureGone;
  return Object.keys(problems).length > 0 ? { problems } : { document };
}

function asIssue(issue: { code?: string; message: string; origin?: unknown; minimum?: unknown; maximum?: unknown }) {
  return { ...issue, ...(issue.code && { keyword: issue.code }) };
}
