import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fill } from '../../i18n/texts.ts';
import { readText, writeText } from '../device-storage.ts';
import { Icon } from '../icon.tsx';
import { useSetting } from '../setting.ts';

const longest = 4000;
const almost = 200;

type TextEntryProps = {
  /** Where what is typed is kept until it is sent. */
  draftKey: string;
  numeric: boolean;
  /** Answers a question, rather than a free message. */
  answer: boolean;
  onSend: (text: string) => void;
  /** Files can be sent here. */
  onFile: ((file: File) => void) | undefined;
  /** A voice note is possible too. */
  onRecord: (() => void) | undefined;
};

export function TextEntry({ draftKey, numeric, answer, onSend, onFile, onRecord }: TextEntryProps) {
  const { texts } = useSetting();
  const [text, setText] = useState(() => readText(draftKey) ?? '');
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = text.trim() === '';
  const left = longest - text.length;
  const { composer } = texts;

  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    current.style.blockSize = 'auto';
    current.style.blockSize = `${current.scrollHeight}px`;
  }, [text]);

  function type(typed: string): void {
    setText(typed);
    writeText(draftKey, typed);
  }

  function submit(event?: Event): void {
    event?.preventDefault();
    if (empty || left < 0) return;
    onSend(text.trim());
    type('');
    field.current?.focus();
  }

  /** Enter sends where there is a real keyboard; on a phone it begins a new line, as in every messenger. */
  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    if (numeric || !matchMedia('(pointer: coarse)').matches) submit(event);
  }

  return (
    <form class="entry" onSubmit={submit}>
      <div class="entry-field">
        {/* One field for words and numbers: it stays focused, and so does the phone's keyboard. */}
        <textarea
          ref={field}
          rows={1}
          value={text}
          dir="auto"
          inputMode={numeric ? 'decimal' : 'text'}
          enterkeyhint={numeric ? 'send' : undefined}
          autoComplete="off"
          aria-label={answer ? composer.label : composer.message}
          aria-describedby={left < almost ? 'characters-left' : undefined}
          placeholder={
            numeric ? composer.numberPlaceholder : answer ? composer.answerPlaceholder : composer.messagePlaceholder
          }
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {left < almost && (
          <span id="characters-left" class={`entry-left ${left < 0 ? 'entry-over' : ''}`} role="status">
            {fill(composer.charactersLeft, { count: left })}
          </span>
        )}
      </div>
      {onFile && <FileChooser onFile={onFile} />}
      {onRecord && empty ? (
        <button type="button" class="round round-main" onClick={onRecord} aria-label={composer.recordVoice}>
          <Icon name="microphone" />
        </button>
      ) : (
        // Not disabled while there is nothing to send, only quiet: a button that is disabled loses the focus.
        <button type="submit" class="round round-main" aria-disabled={empty || left < 0} aria-label={composer.send}>
          <Icon name="send" />
        </button>
      )}
    </form>
  );
}

/** Several at once are as many messages. */
function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  const { composer } = useSetting().texts;
  const chooser = useRef<HTMLInputElement>(null);
  function take(): void {
    const { current } = chooser;
    for (const file of current?.files ?? []) onFile(file);
    // The same file once more is a choice, too.
    if (current) current.value = '';
  }
  return (
    <>
      <input ref={chooser} type="file" multiple hidden aria-label={composer.attach} onChange={take} />
      <button type="button" class="round" onClick={() => chooser.current?.click()} aria-label={composer.attach}>
        <Icon name="clip" />
      </button>
    </>
  );
}
