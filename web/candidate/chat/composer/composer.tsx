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
  const [recording, setRecording] = useState(false);
  const prompt = usePromptKept(view.state === 'asking' ? view.prompt : null, recording);
  const questionId = prompt?.questionId;
  const answering = questionId ? { questionId } : {};
  const draftKey = `draft ${conversation.token} ${questionId ?? ''}`;
  const [writing, setWriting] = useState(false);
  const { voice, setVoice, draft } = useVoice(prompt, draftKey);
  useEffect(() => setWriting(false), [questionId]);
  const onItsWay = prompt !== null && answers(view.queue, prompt.questionId);
  const waits = !recording && (onItsWay || view.held.size > 0);
  const mode = modeOf(prompt, { writing, voice: voice || recording, waits });
  const box = useFocusKept(mode);
  const textAnswers = prompt?.accepts.some((one) => one === 'text' || one === 'number') ?? false;

  /** What has one answer gets one, however fast somebody taps. */
  function sendOnce(item: Parameters<Conversation['send']>[0]): void {
    if (questionId && !answers(conversation.current().queue, questionId)) conversation.send({ ...item, questionId });
  }

  function closeVoice(): void {
    setRecording(false);
    setVoice(false);
  }

  return (
    <section class="composer" ref={box} aria-label={prompt ? texts.composer.label : texts.composer.message}>
      <div class="composer-inner">
        {(mode === 'text' || mode === 'number') && (
          <TextEntry
            key="text"
            draftKey={`parley.chat.draft ${conversation.token}`}
            numeric={mode === 'number'}
            answer={textAnswers}
            onSend={(text) => conversation.send({ kind: 'text', text, ...answering })}
            // A file answers no question: to the bot it would be one that was left open.
            onFile={view.state === 'asking' ? undefined : (file) => void conversation.sendFile(file)}
            onRecord={textAnswers && prompt?.accepts.includes('audio') && !waits ? () => setVoice(true) : undefined}
          />
        )}
        {mode === 'choice' && (
          <Choices
            key={questionId}
            choices={prompt?.choices ?? []}
            onChoose={({ id, label }) => sendOnce({ kind: 'choice', text: label, choiceId: id })}
          />
        )}
        {mode === 'voice' && (
          <VoiceNote
            key={draftKey}
            draftKey={draftKey}
            draft={draft}
            begin={voice}
            onBusy={setRecording}
            onSend={async (sound) => {
              await conversation.sendSound(sound.blob, sound.durationMs, questionId);
              await dropSound(draftKey);
              closeVoice();
            }}
            onClose={textAnswers ? closeVoice : undefined}
          />
        )}
        {mode === 'quiet' && (
          <p class="composer-quiet">
            <span>{onItsWay && (view.online ? texts.waiting : texts.notice.answerWaits)}</span>
          </p>
        )}
        {prompt && mode !== 'quiet' && !recording && (
          <OtherWays
            prompt={prompt}
            writing={writing}
            onWriting={textAnswers ? undefined : setWriting}
            onSkip={prompt.allowSkip && !waits ? () => sendOnce({ kind: 'skip', text: '' }) : undefined}
          />
        )}
      </div>
    </section>
  );
}

type OtherWaysProps = {
  prompt: Prompt;
  writing: boolean;
  onWriting: ((writing: boolean) => void) | undefined;
  onSkip: (() => void) | undefined;
};

/** A question of the candidate's own, or no microphone at all: writing is never out of reach. And what may be skipped. */
function OtherWays({ prompt, writing, onWriting, onSkip }: OtherWaysProps) {
  const { composer } = useSetting().texts;
  const back = prompt.accepts.includes('choice') ? composer.backToChoices : composer.backToVoice;
  return (
    <div class="composer-more">
      {onWriting && (
        <button type="button" class="button-quiet" onClick={() => onWriting(!writing)}>
          <Icon name={writing ? 'back' : 'pencil'} size={18} /> {writing ? back : composer.writeInstead}
        </button>
      )}
      {onSkip && (
        <button type="button" class="button-quiet" onClick={onSkip}>
          <Icon name="skip" size={18} /> {composer.skip}
        </button>
      )}
    </div>
  );
}

/** Who is speaking goes on, also where a recruiter takes over meanwhile or another tab has answered. */
function usePromptKept(now: Prompt | null, recording: boolean): Prompt | null {
  const kept = useRef(now);
  if (!recording) kept.current = now;
  return kept.current;
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

/** Whether the recorder is open; a recording that was not sent before the page was closed opens it. */
function useVoice(prompt: Prompt | null, draftKey: string) {
  const [voice, setVoice] = useState(false);
  const [draft, setDraft] = useState<Sound | null>(null);
  const before = useRef(draftKey);
  const audible = prompt?.accepts.includes('audio') ?? false;
  useEffect(() => {
    setVoice(false);
    setDraft(null);
    if (prompt && before.current !== draftKey) {
      // That question has been answered otherwise.
      void dropSound(before.current);
      before.current = draftKey;
    }
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
