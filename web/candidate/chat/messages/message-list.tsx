import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Conversation, ConversationView } from '../conversation.ts';
import { Icon } from '../icon.tsx';
import { useSetting } from '../setting.ts';
import { Bubble } from './bubble.tsx';
import { dayName } from './days.ts';
import { type Line, toLines } from './lines.ts';

const nearBottom = 80;

/** All bubbles, newest at the bottom. It stays at the bottom unless somebody has scrolled up to read. */
export function MessageList(props: { conversation: Conversation; view: ConversationView; company: string }) {
  const { conversation, view, company } = props;
  const { texts, locale, messageLanguage } = useSetting();
  const lines = toLines(view.messages, view.queue, view.held);
  const { scroller, content, away, toBottom } = useStickToBottom(lines);
  const known = useRef<Set<string> | null>(null);
  // What was there at the visit's beginning does not move in.
  known.current ??= new Set(lines.map((line) => line.key));
  const typing = useTyping(view);

  useEffect(() => {
    conversation.markRead();
    document.addEventListener('visibilitychange', conversation.markRead);
    return () => document.removeEventListener('visibilitychange', conversation.markRead);
  }, [conversation, lines.length]);

  return (
    <div class="messages-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="messages" ref={scroller} tabIndex={0} role="region" aria-label={texts.conversation}>
        <div class="messages-inner" ref={content}>
          <div role="log" aria-live="polite" aria-relevant="additions" lang={messageLanguage}>
            {lines.map((line) => (
              <Fragment key={line.key}>
                {line.startsDay && (
                  <p class="day">
                    <span>{dayName(line.at, new Date(), locale, texts)}</span>
                  </p>
                )}
                <Bubble
                  line={line}
                  conversation={conversation}
                  view={view}
                  company={company}
                  fresh={!known.current?.has(line.key)}
                />
              </Fragment>
            ))}
          </div>
          <div class="line line-other typing" hidden={!typing}>
            <span class="line-avatar" />
            <span class="bubble typing-bubble">
              <span class="hidden">{texts.typing}</span>
              <i />
              <i />
              <i />
            </span>
          </div>
        </div>
      </div>
      {away && (
        <button
          type="button"
          class={`to-bottom ${away === 'new' ? 'to-bottom-new' : ''}`}
          onClick={toBottom}
          aria-label={texts.toNewest}
        >
          {away === 'new' && <span>{texts.newMessages}</span>}
          <Icon name="down" size={20} />
        </button>
      )}
    </div>
  );
}

/** The bot "writes" while its messages are held back, and while the server works on an answer for more than a moment. */
function useTyping(view: ConversationView): boolean {
  const [slow, setSlow] = useState(false);
  const busy = view.state === 'not-started' || (view.state === 'asking' && view.sending !== null);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(busy), busy ? 350 : 0);
    return () => clearTimeout(timer);
  }, [busy]);
  return view.held.size > 0 || (busy && slow && view.online);
}

function useStickToBottom(lines: Line[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const sticky = useRef(true);
  const newest = lines.at(-1);
  const newestKey = useRef(newest?.key);
  const [away, setAway] = useState<'up' | 'new' | null>(null);

  const jump = () => {
    const { current } = scroller;
    if (current) current.scrollTop = current.scrollHeight;
  };

  useLayoutEffect(() => {
    if (newest?.key !== newestKey.current) {
      newestKey.current = newest?.key;
      if (newest?.side === 'own') sticky.current = true;
      else if (!sticky.current) setAway('new');
    }
    if (sticky.current) jump();
  });

  useEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const onScroll = () => {
      sticky.current = current.scrollHeight - current.scrollTop - current.clientHeight < nearBottom;
      setAway((before) => (sticky.current ? null : (before ?? 'up')));
    };
    current.addEventListener('scroll', onScroll, { passive: true });
    // The keyboard, a growing composer, a picture that has loaded.
    const observer = new ResizeObserver(() => sticky.current && jump());
    observer.observe(current);
    if (content.current) observer.observe(content.current);
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', onScroll);
    };
  }, []);

  return {
    scroller,
    content,
    away,
    toBottom() {
      sticky.current = true;
      setAway(null);
      jump();
      scroller.current?.focus({ preventScroll: true });
    },
  };
}
