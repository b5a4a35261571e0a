import { Button } from '@mantine/core';
import { IconMessageOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { sendings } from './composer/sending.ts';
import classes from './conversation-panel.module.css';
import { EventLine } from './event-line.tsx';
import { CommentBubble, MessageBubble } from './message-bubble.tsx';
import { conversationQuery, type TimelineItem } from './queries.ts';
import { SendingBubble } from './sending-bubble.tsx';

/** Messages, events and comments in the order they happened, newest at the bottom, with a line for each day. */
export function Timeline({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('leads');
  const formats = useFormats();
  const query = useInfiniteQuery(conversationQuery(applicationId));
  const items = (query.data?.pages ?? []).toReversed().flatMap((page) => page.items);
  const onTheirWay = useOnTheirWay(applicationId, items);
  const scroller = useStickToEnd(items, onTheirWay.length);
  if (query.isError && !query.data) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows count={6} />;
  return (
    // A scrolling region must be reachable by keyboard.
    <div
      ref={scroller}
      className={classes.timeline}
      tabIndex={0}
      role="log"
      aria-label={t('conversation')}
      data-toasts="start"
    >
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('chat.earlier')}
        </Button>
      )}
      {items.length + onTheirWay.length === 0 && (
        <EmptyState icon={<IconMessageOff aria-hidden />} title={t('chat.empty')} />
      )}
      {items.map((item, index) => {
        const day = formats.dayKey(item.at);
        const before = items[index - 1];
        return (
          <Fragment key={`${item.type}-${item.id}`}>
            {(!before || formats.dayKey(before.at) !== day) && (
              <div className={classes.day} role="separator">
                {formats.dayName(item.at)}
              </div>
            )}
            <Item item={item} />
          </Fragment>
        );
      })}
      {onTheirWay.map((sending) => (
        <SendingBubble key={sending.key} applicationId={applicationId} sending={sending} />
      ))}
    </div>
  );
}

/** What was sent from here and is not among the messages yet. */
function useOnTheirWay(applicationId: number, items: TimelineItem[]) {
  const there = new Set(items.map((item) => (item.type === 'message' ? item.clientKey : null)));
  return sendings.use(applicationId).filter(({ key }) => !there.has(key));
}

function Item({ item }: { item: TimelineItem }) {
  if (item.type === 'message') return <MessageBubble message={item} />;
  return item.type === 'comment' ? <CommentBubble comment={item} /> : <EventLine event={item} />;
}

/** Keeps the newest in view while the reader is at the end, and what they read in place while earlier ones come in. */
function useStickToEnd(items: TimelineItem[], onTheirWay: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const last = useRef<{ first: string | undefined; height: number; atEnd: boolean }>({
    first: undefined,
    height: 0,
    atEnd: true,
  });
  const first = items[0] && `${items[0].type}-${items[0].id}`;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const before = last.current;
    if (before.first !== undefined && before.first !== first) element.scrollTop += element.scrollHeight - before.height;
    else if (before.atEnd) element.scrollTop = element.scrollHeight;
    last.current = { first, height: element.scrollHeight, atEnd: true };
    let viewport = element.clientHeight;
    const remember = () => {
      // The event of a scroll can come when the place to scroll in has changed already: nobody moved away then.
      if (element.clientHeight !== viewport) return;
      last.current.atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    };
    remember();
    element.addEventListener('scroll', remember, { passive: true });
    // The composer comes in later and grows as one writes: the end stays in view.
    const resized = new ResizeObserver(() => {
      viewport = element.clientHeight;
      if (last.current.atEnd) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    // So do pictures, whose size is known only when they have come; this event does not bubble.
    const loaded = () => {
      if (last.current.atEnd) element.scrollTop = element.scrollHeight;
    };
    element.addEventListener('load', loaded, true);
    return () => {
      element.removeEventListener('scroll', remember);
      element.removeEventListener('load', loaded, true);
      resized.disconnect();
    };
  }, [first, items.length, onTheirWay]);
  return scroller;
}
