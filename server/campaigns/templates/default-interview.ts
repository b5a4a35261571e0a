import type { InterviewDefinition } from '#interviews/definition.ts';
import { predefinedTexts } from './predefined.ts';

/** What a new campaign asks until somebody edits it: three questions, one of each common kind. */
export function defaultInterview(language: string): InterviewDefinition {
  const { interview, completion } = predefinedTexts(language);
  return {
    greeting: interview.greeting,
    opening: {
      introduction: { text: interview.introduction },
      privacy: { text: interview.privacy },
      instructions: { text: interview.instructions },
    },
    questions: [
      { id: 'q1', type: 'text', text: interview.experience, required: true },
      { id: 'q2', type: 'audio_or_text', text: interview.motivation, required: true },
      {
        id: 'q3',
        type: 'choice',
        text: interview.start,
        required: true,
        choices: interview.startChoices.map((label, index) => ({ id: `c${index + 1}`, label })),
      },
    ],
    // In the words of the completion, which is then not said once more where the interview took place.
    closing: { text: completion.sms },
  };
}
