import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatMessage } from '../api.ts';
import type { QueuedItem } from '../outbox/queue.ts';
import { dayName, fileSize, minutesAndSeconds, usableLocale } from './days.ts';
import { mergeMessages, toLines } from './lines.ts';

const message = (id: number, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  direction: 'out',
  author: 'bot',
  authorName: null,
  body: `message ${id}`,
  attachments: [],
  prompt: null,
  clientKey: null,
  status: 'sent',
  at: new Date(2026, 0, 5, 10, id).toISOString(),
  ...more,
});
const own = (id: number, clientKey: string) => message(id, { direction: 'in', author: 'candidate', clientKey });
const queued = (key: string): QueuedItem => ({
  key,
  kind: 'text',
  text: key,
  at: new Date(2026, 0, 5, 10, 59).toISOString(),
  attempts: 0,
  notBefore: 0,
});
const none: ReadonlySet<number> = new Set();

describe('messages that come in', () => {
  it('are joined by id, in order, the newer reading winning', () => {
    const merged = mergeMessages([message(1), message(3)], [message(2), message(3, { status: 'read' }), message(1)]);
    assert.deepEqual(
      merged.map(({ id, status }) => [id, status]),
      [
        [1, 'sent'],
        [2, 'sent'],
        [3, 'read'],
      ],
    );
  });
});

describe('the bubbles', () => {
  it('show what is on its way at the end, once, and under the same key when it has arrived', () => {
    const before = toLines([message(1)], [queued('a'), queued('b')], none);
    assert.deepEqual(
      before.map((line) => line.key),
      ['1', 'a', 'b'],
    );
    const after = toLines([message(1), own(2, 'a')], [queued('a'), queued('b')], none);
    assert.deepEqual(
      after.map((line) => [line.key, line.queued !== null]),
      [
        ['1', false],
        ['a', false],
        ['b', true],
      ],
    );
  });

  it('leave out what is held back and what is empty', () => {
    const lines = toLines([message(1), message(2), message(3, { body: ' ' })], [], new Set([2]));
    assert.deepEqual(
      lines.map((line) => line.key),
      ['1'],
    );
  });

  it('stand in runs of one person, broken by another person, by time and by a new day', () => {
    const user = { author: 'user' as const, authorName: 'Maria' };
    const lines = toLines(
      [
        message(1),
        message(2),
        message(3, user),
        message(30, user),
        message(31, { ...user, at: new Date(2026, 0, 6, 9).toISOString() }),
      ],
      [],
      none,
    );
    assert.deepEqual(
      lines.map(({ first, last, startsDay }) => [first, last, startsDay]),
      [
        [true, false, true],
        [false, true, false],
        [true, true, false],
        [true, true, false],
        [true, true, true],
      ],
    );
  });
});

describe('the name over a bubble', () => {
  it('stands where somebody else begins to speak to the candidate, and again on a new day', () => {
    const lines = toLines(
      [
        message(1),
        own(2, 'a'),
        message(3),
        message(4, { author: 'system' }),
        message(5, { author: 'user', authorName: 'Maria' }),
        own(6, 'b'),
        message(7, { author: 'user', authorName: 'Maria' }),
        message(8, { author: 'user', authorName: 'Maria', at: new Date(2026, 0, 6, 9).toISOString() }),
      ],
      [],
      none,
    );
    assert.deepEqual(
      lines.filter((line) => line.named).map((line) => line.key),
      ['1', '5', '8'],
    );
  });
});

describe('days, times and sizes', () => {
  const words = { today: 'Today', yesterday: 'Yesterday' };
  const now = new Date(2026, 2, 1, 0, 5);
  it('are named from the reader’s own midnight', () => {
    assert.equal(dayName(new Date(2026, 2, 1, 0, 1), now, 'en-GB', words), 'Today');
    assert.equal(dayName(new Date(2026, 1, 28, 23, 59), now, 'en-GB', words), 'Yesterday');
    assert.equal(dayName(new Date(2026, 1, 27, 12), now, 'en-GB', words), 'Friday 27 February');
    assert.match(dayName(new Date(2025, 1, 27, 12), now, 'en-GB', words), /2025/);
  });
  it('are short', () => {
    assert.deepEqual([0, 999, 65_000, 240_000, -5].map(minutesAndSeconds), ['0:00', '0:00', '1:05', '4:00', '0:00']);
    assert.deepEqual(
      [1, 84_000, 1_450_000, 23_000_000].map((size) => fileSize(size, 'en')),
      ['1 kB', '84 kB', '1.5 MB', '23 MB'],
    );
  });
  it('are written in a locale that exists', () => {
    assert.equal(usableLocale('es-MX', 'en'), 'es-MX');
    assert.equal(usableLocale('not a tag', 'en'), 'en');
  });
});
