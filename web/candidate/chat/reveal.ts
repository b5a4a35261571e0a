import type { ChatMessage } from './api.ts';

/** As long as somebody needs to write a line, so that several messages can be read one by one. */
function pauseFor({ body }: ChatMessage): number {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return 250;
  return Math.min(1500, 550 + body.length * 8);
}

/** Lets the bot's messages appear one after another; `onChange` gets the ids that are still held back. */
export function createReveal(onChange: (held: ReadonlySet<number>) => void) {
  let waiting: ChatMessage[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => onChange(new Set(waiting.map((message) => message.id)));

  function next(): void {
    const [first] = waiting;
    timer = undefined;
    if (!first) return;
    timer = setTimeout(() => {
      waiting = waiting.slice(1);
      tell();
      next();
    }, pauseFor(first));
  }

  return {
    hold(messages: ChatMessage[]): void {
      // Nobody watches, and a hidden page's clock is slow.
      if (messages.length === 0 || document.hidden) return;
      waiting = [...waiting, ...messages];
      tell();
      if (timer === undefined) next();
    },
    all(): void {
      clearTimeout(timer);
      timer = undefined;
      if (waiting.length === 0) return;
      waiting = [];
      tell();
    },
  };
}
