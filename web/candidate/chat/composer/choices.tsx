import type { Prompt } from '../api.ts';
import { useSetting } from '../setting.ts';

type Choice = NonNullable<Prompt['choices']>[number];

/** Short answers lie side by side. */
const shortLabel = 16;

/** One tap answers. */
export function Choices({ choices, onChoose }: { choices: Choice[]; onChoose: (choice: Choice) => void }) {
  const { texts, messageLanguage } = useSetting();
  const short = choices.length > 1 && choices.every((choice) => choice.label.length <= shortLabel);
  return (
    <div
      class={`choices ${short ? 'choices-short' : ''}`}
      role="group"
      aria-label={texts.composer.choose}
      lang={messageLanguage}
    >
      {choices.map((choice) => (
        <button key={choice.id} type="button" class="choice" dir="auto" onClick={() => onChoose(choice)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}
