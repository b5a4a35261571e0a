import { z } from 'zod';
import { templateProblems } from '#conversations/tokens.ts';
import { says } from '#platform/http/issues.ts';
import type { Words } from '#platform/sentences.ts';
import { input } from '#platform/words.ts';
import { words } from './words.ts';

/** Above this many, fewer candidates finish; the editor says so and lets it be. */
export const recommendedQuestions = 4;
export const maxQuestions = 30;
const maxChoices = 20;
/** Seconds of an answer that is spoken. */
export const maxAnswerSeconds = 240;

/** NUL and half of a surrogate pair can't be stored. */
const storable = z.string().overwrite((value) => value.replaceAll('\0', '').toWellFormed().trim());
const text = storable.max(2000, says(input.tooLong(2000))).superRefine((value, context) => {
  const [problem] = templateProblems(value);
  if (problem) context.addIssue({ code: 'custom', message: says(problem.words) });
});
const id = z.string().regex(/^[a-z0-9-]{1,40}$/, says(words.wrongId));
const audioBlobKey = storable.max(200, says(input.tooLong(200))).nullish();
const spoken = z.object({ text, audioBlobKey });

export const questionTypes = ['text', 'audio', 'audio_or_text', 'choice', 'number'] as const;
export type QuestionType = (typeof questionTypes)[number];

const choice = z.object({
  id,
  label: storable.min(1, says(words.choiceNeeded)).max(80, says(input.tooLong(80))),
});

const question = z
  .object({
    /** Made by the editor, and kept for good: answers refer to it. */
    id,
    text: text.min(1, says(words.questionNeeded)),
    /** What is played on the telephone; without it the text is read out. */
    audioBlobKey,
    type: z.enum(questionTypes, says(words.wrongType(questionTypes.join(', ')))),
    required: z.boolean().default(true),
    choices: z
      .array(choice)
      .max(maxChoices, says(words.tooManyChoices(maxChoices)))
      .optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
    /** Key of the company's attribute that the answer fills; one that is not there (any more) is none. */
    attribute: storable.max(60, says(input.tooLong(60))).nullish(),
  })
  .superRefine((value, context) => {
    const issue: Report = (field, why) => context.addIssue({ code: 'custom', path: [field], message: says(why) });
    if (value.type === 'choice') checkChoices(value.choices ?? [], issue);
    if (value.type === 'number') checkRange(value, issue);
  });

type Report = (field: string, why: Words) => void;

function checkChoices(choices: Choice[], issue: Report): void {
  if (choices.length < 2) issue('choices', words.tooFewChoices);
  const labels = choices.map((one) => one.label.toLowerCase());
  if (hasTwice(labels)) issue('choices', words.sameChoiceTwice);
  if (hasTwice(choices.map((one) => one.id))) issue('choices', words.sameIdTwice);
}

function checkRange(range: { min?: number; max?: number; integer?: boolean }, issue: Report): void {
  const { min = -Infinity, max = Infinity, integer } = range;
  if (min > max) issue('min', words.leastAboveMost);
  else if (integer && Math.ceil(min) > Math.floor(max)) issue('min', words.noWholeNumber);
}

function hasTwice(values: string[]): boolean {
  return new Set(values).size < values.length;
}

/** An interview (I1): opening prompts for the telephone (I2), the chat's greeting, questions (I3), closing prompt (I5). */
export const interviewDefinition = z.object({
  greeting: text.min(1, says(words.greetingNeeded)),
  opening: z.object({ introduction: spoken, privacy: spoken, instructions: spoken }),
  questions: z
    .array(question)
    .min(1, says(words.tooFewQuestions))
    .max(maxQuestions, says(words.tooManyQuestions(maxQuestions)))
    .superRefine((questions, context) => {
      if (hasTwice(questions.map((one) => one.id)))
        context.addIssue({ code: 'custom', message: says(words.sameIdTwice) });
    }),
  closing: spoken,
});

export type InterviewDefinition = z.infer<typeof interviewDefinition>;
export type Question = InterviewDefinition['questions'][number];
export type Choice = z.infer<typeof choice>;
