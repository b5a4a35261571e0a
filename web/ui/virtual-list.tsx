import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './virtual-list.module.css';

interface Props<Item> {
  /** All pages so far, in order: `data.pages.flatMap((page) => page.items)`. */
  items: readonly Item[];
  getKey: (item: Item) => string;
  renderItem: (item: Item, index: number) => ReactNode;
  /** Pixels, before a row has been measured. */
  rowHeight: number;
  /** Names the list for screen readers. */
  label: string;
  /** How many there are altogether, if known. */
  total?: number;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  /** The row to keep in view, such as the one that `j` and `k` move. */
  activeKey?: string | null;
  /** Gives the list back its place when it is shown again under the same name. */
  scrollKey?: string;
}

const placesByScrollKey = new Map<string, number>();
const loadWhenLeft = 10;

/** An endless list: only the rows in view are in the page, and the next page is asked for before the end is reached. */
export function VirtualList<Item>(props: Props<Item>) {
  const { items, getKey, hasMore, loadingMore, loadMore, activeKey, scrollKey } = props;
  const { t } = useTranslation('ui');
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowHeight,
    getItemKey: (index) => getKey(items[index] as Item),
    overscan: 8,
    initialOffset: () => (scrollKey && placesByScrollKey.get(scrollKey)) || 0,
  });
  useKeptPlace(scroller, items, getKey, props.rowHeight);

  const rows = virtualizer.getVirtualItems();
  const lastIndex = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && !loadingMore && lastIndex >= items.length - loadWhenLeft) loadMore();
  }, [hasMore, loadingMore, loadMore, lastIndex, items.length]);

  const activeIndex = activeKey == null ? -1 : items.findIndex((item) => getKey(item) === activeKey);
  useEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
    // Only a move of the active row scrolls; rows that come in above or below it don't.
  }, [activeKey]);

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // Rows need not hold anything that takes the focus, and still the arrow keys should scroll.
      tabIndex={0}
      onScroll={(event) => scrollKey && placesByScrollKey.set(scrollKey, event.currentTarget.scrollTop)}
    >
      <div
        role="list"
        aria-label={props.label}
        aria-busy={loadingMore}
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {rows.map((row) => (
          <div
            key={row.key}
            ref={virtualizer.measureElement}
            data-index={row.index}
            role="listitem"
            aria-posinset={row.index + 1}
            aria-setsize={props.total ?? (hasMore ? -1 : items.length)}
            className={classes.row}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {props.renderItem(items[row.index] as Item, row.index)}
          </div>
        ))}
      </div>
      {loadingMore && (
        <div className={classes.more} role="status">
          {t('list.loadingMore')}
        </div>
      )}
    </div>
  );
}

/** Rows that arrive at the top push nothing away from under a reader who has scrolled down. */
function useKeptPlace<Item>(
  scroller: { current: HTMLDivElement | null },
  items: readonly Item[],
  getKey: (item: Item) => string,
  rowHeight: number,
): void {
  const first = items[0];
  const firstKey = first === undefined ? null : getKey(first);
  const previousFirst = useRef(firstKey);
  useEffect(() => {
    const before = previousFirst.current;
    previousFirst.current = firstKey;
    const element = scroller.current;
    if (!element || before === null || before === firstKey || element.scrollTop < rowHeight) return;
    const added = items.slice(0, 50).findIndex((item) => getKey(item) === before);
    if (added > 0) element.scrollTop += added * rowHeight;
  }, [firstKey]);
}
