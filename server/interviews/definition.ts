import { z } from 'zod';

/** Above this many, fewer candidates finish; the editor says so and lets it be. */
export const recommendedQuestions = 4;
export const maxQuestions = 30;
const maxChoices = 20;
/** Seconds of an answer that is spoken. */
export const maxAnswerSeconds = 240;

/** NUL and half of a surrogate pair can't be stored. */
const storable = z.string().overwrite((value) => value.replaceAll('\0', '').toWellFormed().trim());
const text = storable.max(2000, 'has at most 2,000 characters');
const id = z.string().regex(/^[a-z0-9-]{1,40}$/, 'is 1 to 40 lower-case letters, digits or hyphens');
const audioBlobKey = storable.max(200, 'has at most 200 characters').nullish();
const spoken = z.object({ text, audioBlobKey });

export const questionTypes = ['text', 'audio', 'audio_or_text', 'choice', 'number'] as const;
export type QuestionType = (typeof questionTypes)[number];

const choice = z.object({
  id,
  label: storable.min(1, 'needs a text').max(80, 'has at most 80 characters'),
});

const question = z
  .object({
    /** Made by the editor, and kept for good: answers refer to it. */
    id,
    text: text.min(1, 'a question needs a text'),
    /** What is played on the telephone; without it the text is read out. */
    audioBlobKey,
    type: z.enum(questionTypes, `is one of ${questionTypes.join(', ')}`),
    required: z.boolean().default(true),
    choices: z.array(choice).max(maxChoices, `has at most ${maxChoices} choices`).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
  })
  .superRefine((value, context) => {
    const issue = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (value.type === 'choice') checkChoices(value.choices ?? [], issue);
    if (value.type === 'number') checkRange(value, issue);
  });

type Report = (field: string, message: string) => void;

function checkChoices(choices: Choice[], issue: Report): void {
  if (choices.length < 2) issue('choices', 'a choice question needs at least two choices');
  const labels = choices.map((one) => one.label.toLowerCase());
  if (hasTwice(labels)) issue('choices', 'has a choice twice');
  if (hasTwice(choices.map((one) => one.id))) issue('choices', 'has two choices of the same id');
}

function checkRange(range: { min?: number; max?: number; integer?: boolean }, issue: Report): void {
  const { min = -Infinity, max = Infinity, integer } = range;
  if (min > max) issue('min', 'is more than the largest number allowed');
  else if (integer && Math.ceil(min) > Math.floor(max))
    issue('min', 'leaves no whole number up to the largest allowed');
}

function hasTwice(values: string[]): boolean {
  return new Set(values).size < values.length;
}

/** An interview (I1): opening prompts for the telephone (I2), the chat's greeting, questions (I3), closing prompt (I5). */
export const interviewDefinition = z.object({
  greeting: text.min(1, 'the greeting needs a text'),
  opening: z.object({ introduction: spoken, privacy: spoken, instructions: spoken }),
  questions: z
    .array(question)
    .min(1, 'an interview needs at least one question')
    .max(maxQuestions, `has at most ${maxQuestions} questions`)
    .superRefine((questions, context) => {
      if (hasTwice(questions.map((one) => one.id)))
        context.addIssue({ code: 'custom', message: 'has two questions of the same id' });
    }),
  closing: spoken,
});

export type InterviewDefinition = z.infer<typeof interviewDefinition>;
export type Question = InterviewDefinition['questions'][number];
export type Choice = z.infer<typeof choice>;
