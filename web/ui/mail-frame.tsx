import { useEffect, useRef } from 'react';

interface Props {
  title: string;
  html: string;
  className?: string | undefined;
}

/**
 * Shows a mail in a frame in which nothing of it can run or lead away. The frame is a page of the server with a policy of its own, so
 * that pictures of other sites show, and this page's stay forbidden.
 */
export function MailFrame({ title, html, className }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(html);
  latest.current = html;
  useEffect(() => {
    // It says when it listens; what was handed over before that is lost.
    function hand(event: MessageEvent): void {
      if (event.source === frame.current?.contentWindow && event.data === 'mail-frame')
        show(frame.current, latest.current);
    }
    window.addEventListener('message', hand);
    return () => window.removeEventListener('message', hand);
  }, []);
  useEffect(() => show(frame.current, html), [html]);
  return <iframe ref={frame} className={className} title={title} sandbox="allow-scripts" src="/api/mail-frame" />;
}

/** For mails that bring no looks of their own; those that do have the last word. */
const plainLook =
  '<!doctype html><style>body{margin:12px;font:14px/1.5 system-ui,sans-serif;color:#16191b;overflow-wrap:anywhere}</style>';

/** The frame has no origin that could be named; it takes words of this page alone. */
function show(frame: HTMLIFrameElement | null, html: string): void {
  frame?.contentWindow?.postMessage(plainLook + html, '*');
}
