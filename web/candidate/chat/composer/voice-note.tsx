import { useEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../i18n/texts.ts';
import { dropSound, keepSound } from '../device-storage.ts';
import { Icon } from '../icon.tsx';
import { VoicePlayer } from '../messages/voice-player.tsx';
import { useSetting } from '../setting.ts';
import {
  isAllowed,
  type LiveRecording,
  limitMs,
  MicrophoneError,
  type MicrophoneProblem,
  recordingProblem,
  type Sound,
  startRecording,
} from './microphone.ts';
import { RecordingMeter } from './recording-meter.tsx';

type Step =
  | { kind: 'idle'; tooShort?: boolean }
  | { kind: 'why' }
  | { kind: 'asking' }
  | { kind: 'recording'; live: LiveRecording }
  | { kind: 'review'; sound: Sound }
  | { kind: 'problem'; problem: MicrophoneProblem };

type VoiceNoteProps = {
  /** Where a recording is kept until it is sent or deleted. */
  draftKey: string;
  draft: Sound | null;
  /** Begin at once: the microphone was tapped already. */
  begin: boolean;
  /** Whether there is something that must not be lost. */
  onBusy: (busy: boolean) => void;
  onSend: (sound: Sound) => Promise<void>;
  /** Back to writing, where that answers too. */
  onClose: (() => void) | undefined;
};

const shortestMs = 700;
/** Below this even the loudest moment is hardly heard. */
const quietPeak = 0.03;
const minutes = limitMs / 60_000;

/** Explains, asks, records, lets one listen, sends. */
export function VoiceNote(props: VoiceNoteProps) {
  const { composer, voice } = useSetting().texts;
  const { step, prepare, record, leave } = useSteps(props);
  const box = useStepFocus(step.kind);
  const back = props.onClose && (
    <button type="button" class="button" onClick={leave}>
      {voice.cancel}
    </button>
  );
  return (
    <div class={`voice-note voice-note-${step.kind}`} ref={box}>
      {step.kind === 'idle' && (
        <>
          {step.tooShort && <p role="alert">{voice.tooShort}</p>}
          <button type="button" class="button button-main button-wide" onClick={prepare}>
            <Icon name="microphone" /> {composer.recordVoice}
          </button>
          {back && <div class="buttons">{back}</div>}
        </>
      )}
      {step.kind === 'why' && (
        <>
          <h2>{voice.why}</h2>
          <p>{fill(voice.whyText, { minutes })}</p>
          <div class="buttons">
            {back}
            <button type="button" class="button button-main" data-first onClick={record}>
              <Icon name="microphone" size={20} /> {voice.allow}
            </button>
          </div>
        </>
      )}
      {step.kind === 'asking' && <p role="status">{voice.asking}</p>}
      {step.kind === 'recording' && <RecordingMeter live={step.live} />}
      {step.kind === 'review' && (
        <Review sound={step.sound} onDelete={leave} onAgain={record} onSend={() => props.onSend(step.sound)} />
      )}
      {step.kind === 'problem' && <Problem problem={step.problem} onWrite={props.onClose && leave} onRetry={record} />}
    </div>
  );
}

function useSteps({ draftKey, draft, begin, onBusy, onClose }: VoiceNoteProps) {
  const [step, setStep] = useState<Step>(draft ? { kind: 'review', sound: draft } : { kind: 'idle' });
  const here = useRef(true);
  useLeaveGuard(step);

  useEffect(() => {
    if (begin && !draft) void prepare();
    return () => {
      here.current = false;
      onBusy(false);
    };
  }, []);
  useEffect(() => {
    if (draft) setStep({ kind: 'review', sound: draft });
  }, [draft]);
  useEffect(() => onBusy(step.kind === 'asking' || step.kind === 'recording' || step.kind === 'review'), [step.kind]);
  // Who leaves this question while it records has cancelled it.
  useEffect(() => (step.kind === 'recording' ? step.live.cancel : undefined), [step]);

  async function prepare(): Promise<void> {
    const problem = recordingProblem();
    if (problem) return setStep({ kind: 'problem', problem });
    const allowed = await isAllowed();
    if (!here.current) return;
    if (allowed) await record();
    else setStep({ kind: 'why' });
  }

  async function record(): Promise<void> {
    setStep({ kind: 'asking' });
    try {
      const live = await startRecording();
      if (!here.current) return live.cancel();
      setStep({ kind: 'recording', live });
      const sound = await live.ended;
      if (here.current) finish(sound);
    } catch (error) {
      const problem = error instanceof MicrophoneError ? error.problem : 'unsupported';
      if (here.current) setStep({ kind: 'problem', problem });
    }
  }

  function finish(sound: Sound | null): void {
    if (!sound) return leave();
    if (sound.durationMs < shortestMs || sound.blob.size === 0) return setStep({ kind: 'idle', tooShort: true });
    setStep({ kind: 'review', sound });
    void keepSound(draftKey, sound.blob, sound.durationMs);
  }

  function leave(): void {
    void dropSound(draftKey);
    if (onClose) onClose();
    else setStep({ kind: 'idle' });
  }

  return { step, prepare: () => void prepare(), record: () => void record(), leave };
}

type ProblemProps = { problem: MicrophoneProblem; onWrite: (() => void) | undefined; onRetry: () => void };

function Problem({ problem, onWrite, onRetry }: ProblemProps) {
  const { composer, voice } = useSetting().texts;
  const mayHelp = problem !== 'insecure' && problem !== 'unsupported';
  return (
    <>
      <p role="alert">{voice.problem[problem]}</p>
      <p>{onWrite ? voice.writeInstead : voice.writeToUs}</p>
      <div class="buttons">
        {onWrite && (
          <button type="button" class="button button-main" data-first onClick={onWrite}>
            {composer.writeInstead}
          </button>
        )}
        {mayHelp && (
          <button type="button" class="button" onClick={onRetry}>
            {voice.retry}
          </button>
        )}
      </div>
    </>
  );
}

type ReviewProps = { sound: Sound; onDelete: () => void; onAgain: () => void; onSend: () => Promise<void> };

function Review({ sound, onDelete, onAgain, onSend }: ReviewProps) {
  const { texts } = useSetting();
  const { voice } = texts;
  const [url, setUrl] = useState<string>();
  const [sending, setSending] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(sound.blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [sound]);
  const quiet = sound.peak !== null && sound.peak < quietPeak;
  const atLimit = sound.durationMs >= limitMs;
  return (
    <>
      <p role="status" class={quiet ? 'voice-quiet' : ''}>
        {quiet ? voice.quiet : atLimit ? fill(voice.limitReached, { minutes }) : voice.review}
      </p>
      <div class="review-player">
        <VoicePlayer src={url} durationMs={sound.durationMs} label={voice.yours} />
      </div>
      <div class="review-actions">
        <button type="button" class="round" onClick={onDelete} aria-label={voice.discard}>
          <Icon name="bin" />
        </button>
        <button type="button" class="button" onClick={onAgain}>
          <Icon name="again" size={20} /> {voice.again}
        </button>
        <button
          type="button"
          class="button button-main"
          data-first
          aria-disabled={sending}
          onClick={() => {
            // A second tap must not make a second message.
            if (sending) return;
            setSending(true);
            void onSend();
          }}
        >
          <Icon name="send" size={20} /> {texts.composer.send}
        </button>
      </div>
    </>
  );
}

/** Each step puts the focus on what it is about, once somebody is inside. */
function useStepFocus(kind: Step['kind']) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(kind);
  useEffect(() => {
    if (before.current === kind) return;
    before.current = kind;
    const target = box.current?.querySelector<HTMLElement>('[data-first]') ?? box.current?.querySelector('button');
    target?.focus({ preventScroll: true });
  }, [kind]);
  return box;
}

/** Closing the page in the middle of a sentence loses it; the browser asks first. */
function useLeaveGuard(step: Step): void {
  useEffect(() => {
    if (step.kind !== 'recording') return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [step.kind]);
}
