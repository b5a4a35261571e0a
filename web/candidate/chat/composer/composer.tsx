import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Prompt } from '../api.ts';
import type { Conversation, ConversationView } from '../conversation.ts';
import { dropSound, findSound } from '../device-storage.ts';
import { Icon } from '../icon.tsx';
import { answers } from '../outbox/queue.ts';
import { useSetting } from '../setting.ts';
import { Choices } from './choices.tsx';
import type { Sound } from './microphone.ts';
import { TextEntry } from './text-entry.tsx';
import { VoiceNote } from './voice-note.tsx';

type Mode = 'text' | 'number' | 'choice' | 'voice' | 'quiet';

/** How the candidate answers now: what the question asks for, and always a way to write. */
export function Composer({ conversation, view }: { conversation: Conversation; view: ConversationView }) {
  const { texts } = useSetting();
  const prompt = view.state === 'asking' ? view.prompt : null;
  const questionId = prompt?.questionId;
  const draftKey = `draft ${conversation.token} ${questionId ?? ''}`;
  const [writing, setWriting] = useState(false);
  const { voice, setVoice, draft } = useVoice(prompt, draftKey);
  useEffect(() => setWriting(false), [questionId]);

  const onItsWay = prompt !== null && answers(view.queue, prompt.questionId);
  const mode = modeOf(prompt, { writing, voice, waits: onItsWay || view.held.size > 0 });
  const box = useFocusKept(mode);
  const answering = prompt && !onItsWay ? { questionId: prompt.questionId } : questionId ? { questionId } : {};

  async function sendSound(sound: Sound): Promise<void> {
    await conversation.sendSound(sound.blob, sound.durationMs, questionId);
    setVoice(false);
    await dropSound(draftKey);
  }

  const otherWay = mode !== 'quiet' && prompt && !prompt.accepts.some((one) => one === 'text' || one === 'number');
  return (
    <section class="composer" ref={box} aria-label={prompt ? texts.composer.label : texts.composer.message}>
      <div class="composer-inner">
        {(mode === 'text' || mode === 'number') && (
          <TextEntry
            key="text"
            draftKey={`parley.chat.draft ${conversation.token}`}
            numeric={mode === 'number'}
            answer={prompt !== null && !otherWay}
            onSend={(text) => conversation.send({ kind: 'text', text, ...answering })}
            onRecord={prompt?.accepts.includes('audio') && !onItsWay ? () => setVoice(true) : undefined}
          />
        )}
        {mode === 'choice' && (
          <Choices
            key={questionId}
            choices={prompt?.choices ?? []}
            onChoose={(choice) =>
              conversation.send({ kind: 'choice', text: choice.label, choiceId: choice.id, ...answering })
            }
          />
        )}
        {mode === 'voice' && (
          <VoiceNote
            key={draftKey}
            draftKey={draftKey}
            draft={draft}
            begin={voice}
            mayWrite={prompt?.accepts.includes('text') ?? false}
            onSend={sendSound}
            onClose={prompt?.accepts.includes('text') ? () => setVoice(false) : undefined}
          />
        )}
        {mode === 'quiet' && (
          <p class="composer-quiet">{onItsWay && (!view.online ? texts.notice.answerWaits : texts.waiting)}</p>
        )}
        {mode !== 'quiet' && prompt && (
          <div class="composer-more">
            {otherWay && <OtherWay prompt={prompt} writing={writing} onChange={setWriting} />}
            {prompt.allowSkip && !onItsWay && view.held.size === 0 && (
              <button
                type="button"
                class="button-quiet"
                onClick={() => conversation.send({ kind: 'skip', text: '', ...answering })}
              >
                <Icon name="skip" size={18} /> {texts.composer.skip}
              </button>
            )}
          </div>
        )}
      </div>
    </section>
  );
}

function modeOf(prompt: Prompt | null, now: { writing: boolean; voice: boolean; waits: boolean }): Mode {
  if (!prompt) return 'text';
  const accepts = new Set(prompt.accepts);
  if (accepts.has('audio') && now.voice && !now.waits) return 'voice';
  if (accepts.has('text')) return 'text';
  if (accepts.has('number')) return 'number';
  if (now.writing) return 'text';
  if (now.waits) return 'quiet';
  return accepts.has('choice') ? 'choice' : 'voice';
}

/** A question of the candidate's own, or no microphone at all: writing is never out of reach. */
function OtherWay({
  prompt,
  writing,
  onChange,
}: {
  prompt: Prompt;
  writing: boolean;
  onChange: (writing: boolean) => void;
}) {
  const { texts } = useSetting();
  const back = prompt.accepts.includes('choice') ? texts.composer.backToChoices : texts.composer.backToVoice;
  return (
    <button type="button" class="button-quiet" onClick={() => onChange(!writing)}>
      <Icon name={writing ? 'back' : 'pencil'} size={18} /> {writing ? back : texts.composer.writeInstead}
    </button>
  );
}

/** Whether the recorder is open; a recording that was not sent before the page was closed opens it. */
function useVoice(prompt: Prompt | null, draftKey: string) {
  const [voice, setVoice] = useState(false);
  const [draft, setDraft] = useState<Sound | null>(null);
  const audible = prompt?.accepts.includes('audio') ?? false;
  useEffect(() => {
    setVoice(false);
    setDraft(null);
    if (!audible) return;
    let wanted = true;
    void findSound(draftKey).then((sound) => {
      if (!sound || !wanted) return;
      setDraft({ ...sound, peak: null });
      setVoice(true);
    });
    return () => {
      wanted = false;
    };
  }, [draftKey, audible]);
  return {
    voice,
    draft,
    setVoice(open: boolean) {
      if (!open) setDraft(null);
      setVoice(open);
    },
  };
}

/**
 * When one way to answer takes the place of another, the focus that was in it goes to the new one. Fingers have no use for
 * that, and on phones it would open the keyboard.
 */
function useFocusKept(mode: Mode) {
  const box = useRef<HTMLElement>(null);
  const byKeyboard = useRef(false);
  useEffect(() => {
    const { current } = box;
    const note = ({ target }: Event) => {
      byKeyboard.current = (target as Element).matches(':focus-visible');
    };
    const forget = (event: Event) => {
      if (!current?.contains(event.target as Node)) byKeyboard.current = false;
    };
    current?.addEventListener('focusin', note);
    document.addEventListener('pointerdown', forget);
    return () => {
      current?.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', forget);
    };
  }, []);
  useLayoutEffect(() => {
    if (!byKeyboard.current || mode === 'quiet') return;
    if (document.activeElement && document.activeElement !== document.body) return;
    box.current?.querySelector<HTMLElement>('textarea, input, button')?.focus();
  }, [mode]);
  return box;
}
