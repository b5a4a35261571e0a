import { fill } from '../i18n/texts.ts';
import type { ConversationView } from './conversation.ts';
import { useSetting } from './setting.ts';

/** Who is asking for which job, and how far the candidate is. */
export function ChatHeader({ view }: { view: ConversationView }) {
  const { messageLanguage } = useSetting();
  const { frame } = view;
  if (!frame) return null;
  return (
    <header class="header">
      <div class="header-who">
        <Avatar name={frame.company.name} kind="company" />
        <div class="header-names" lang={messageLanguage}>
          <h1 dir="auto">{frame.campaign.title}</h1>
          <p dir="auto">{frame.company.name}</p>
        </div>
        <Progress view={view} />
      </div>
    </header>
  );
}

function Progress({ view: { progress, state } }: { view: ConversationView }) {
  const { texts } = useSetting();
  if (!progress || progress.total < 1 || (state !== 'asking' && state !== 'completed')) return null;
  const { answered, total } = progress;
  const done = state === 'completed';
  const number = Math.min(answered + 1, total);
  const words = done ? texts.allAnswered : fill(texts.questionOf, { number, total });
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={words}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done ? total : answered}
      aria-valuetext={words}
    >
      <span class="progress-words" aria-hidden="true">
        {done ? '✓' : `${number} / ${total}`}
      </span>
      <span class="progress-track">
        <span class="progress-bar" style={{ inlineSize: `${((done ? total : answered) / total) * 100}%` }} />
      </span>
    </div>
  );
}

/** The first letters of a name; beside the name itself, so it says nothing by itself. */
export function Avatar({ name, kind }: { name: string; kind: 'company' | 'person' }) {
  const words = name.trim().split(/\s+/);
  const letters = (kind === 'company' ? words.slice(0, 1) : words.slice(0, 2))
    .map((word) => [...word][0] ?? '')
    .join('');
  return (
    <span class={`avatar avatar-${kind}`} aria-hidden="true">
      {letters.toUpperCase()}
    </span>
  );
}
