import { z } from 'zod';

/** Above this many, fewer candidates finish; the editor says so and lets it be. */
export const recommendedQuestions = 4;
export const maxQuestions = 30;
/** Seconds of an answer that is spoken. */
export const maxAnswerSeconds = 240;

const text = z.string().trim().max(2000, 'has at most 2,000 characters');
const spoken = z.object({ text, audioBlobKey: z.string().max(200).nullish() });

export const questionTypes = ['text', 'audio', 'audio_or_text', 'choice', 'number'] as const;
export type QuestionType = (typeof questionTypes)[number];

const choice = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'is 1 to 40 letters, digits or hyphens'),
  label: z.string().trim().min(1, 'needs a text').max(80, 'has at most 80 characters'),
});

const question = z
  .object({
    /** Made by the editor, and kept for good: answers refer to it. */
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'is 1 to 40 letters, digits or hyphens'),
    text: text.min(1, 'a question needs a text'),
    /** What is played on the telephone; without it the text is read out. */
    audioBlobKey: z.string().max(200).nullish(),
    type: z.enum(questionTypes),
    required: z.boolean().default(true),
    choices: z.array(choice).max(20, 'has at most 20 choices').optional(),
    min: z.number().finite().optional(),
    max: z.number().finite().optional(),
    integer: z.boolean().optional(),
  })
  .superRefine((value, context) => {
    if (value.type === 'choice') {
      const labels = (value.choices ?? []).map((one) => one.label.toLowerCase());
      if (labels.length < 2)
        context.addIssue({
          code: 'custom',
          path: ['choices'],
          message: 'a choice question needs at least two choices',
        });
      if (new Set(labels).size < labels.length)
        context.addIssue({ code: 'custom', path: ['choices'], message: 'has a choice twice' });
    }
    if (value.min !== undefined && value.max !== undefined && value.min > value.max)
      context.addIssue({ code: 'custom', path: ['min'], message: 'is more than the largest number allowed' });
  });

/** An interview (I1): opening prompts for the telephone (I2), the chat's greeting, questions (I3), closing prompt (I5). */
export const interviewDefinition = z.object({
  greeting: text.min(1, 'the greeting needs a text'),
  opening: z.object({ introduction: spoken, privacy: spoken, instructions: spoken }),
  questions: z
    .array(question)
    .min(1, 'an interview needs at least one question')
    .max(maxQuestions, `has at most ${maxQuestions} questions`)
    .superRefine((questions, context) => {
      if (new Set(questions.map((one) => one.id)).size < questions.length)
        context.addIssue({ code: 'custom', message: 'has two questions of the same id' });
    }),
  closing: spoken,
});

export type InterviewDefinition = z.infer<typeof interviewDefinition>;
export type Question = InterviewDefinition['questions'][number];
export type Choice = z.infer<typeof choice>;
