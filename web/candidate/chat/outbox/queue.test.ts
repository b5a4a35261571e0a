import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeClientKey } from './client-key.ts';
import {
  answers,
  backoffMs,
  hurry,
  nextToSend,
  outcomeOf,
  postpone,
  type QueuedItem,
  readStored,
  refuse,
  retry,
  uploaded,
  withoutKeys,
} from './queue.ts';

const item = (key: string, more: Partial<QueuedItem> = {}): QueuedItem => ({
  key,
  kind: 'text',
  text: key,
  at: '2026-01-05T10:00:00.000Z',
  attempts: 0,
  notBefore: 0,
  ...more,
});

describe('the queue of what is on its way', () => {
  it('sends in the order in which it was written, and a later one does not overtake one that waits', () => {
    const items = postpone([item('one'), item('two')], 'one', 5000);
    assert.deepEqual(nextToSend(items, 2000), { item: { ...item('one'), attempts: 1, notBefore: 5000 }, waitMs: 3000 });
    assert.equal(nextToSend(items, 9000)?.waitMs, 0);
    assert.equal(nextToSend(hurry(items), 2000)?.waitMs, 0);
    assert.equal(nextToSend([], 0), null);
  });

  it('lets what was refused stand aside until it is tried again or removed', () => {
    const items = refuse([item('one'), item('two')], 'one', 'tooLong');
    assert.equal(nextToSend(items, 0)?.item.key, 'two');
    assert.equal(nextToSend(retry(items, 'one'), 0)?.item.key, 'one');
    assert.equal(nextToSend(retry(items, 'one'), 0)?.item.refused, undefined);
    assert.deepEqual(withoutKeys(items, new Set(['one'])), [item('two')]);
  });

  it('uploads a recording once, and again when somebody asks to try again', () => {
    const items = uploaded([item('voice', { kind: 'audio' })], 'voice', 'reference');
    assert.equal(postpone(items, 'voice', 10)[0]?.blob, 'reference');
    assert.equal(retry(items, 'voice')[0]?.blob, undefined);
  });

  it('knows whether a question has its answer on the way', () => {
    const items = [item('one', { questionId: 'why' })];
    assert.equal(answers(items, 'why'), true);
    assert.equal(answers(items, 'years'), false);
    assert.equal(answers(refuse(items, 'one', 'refused'), 'why'), false);
  });

  it('waits longer with each failure, never longer than half a minute', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 60].map((attempts) => backoffMs(attempts, 1)),
      [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
    );
    assert.equal(backoffMs(1, 0), 750);
  });

  it('tells a failure that passes from one that stays', () => {
    for (const status of [0, 200, 302, 408, 409, 425, 429, 500, 502, 503]) assert.equal(outcomeOf(status), 'later');
    assert.equal(outcomeOf(404), 'gone');
    assert.equal(outcomeOf(400), 'refused');
    assert.equal(outcomeOf(413), 'tooLong');
    assert.equal(outcomeOf(415), 'notSound');
  });

  it('reads back what it kept, and passes over what is damaged', () => {
    const items = [item('one'), item('two', { kind: 'choice', choiceId: 'day' })];
    assert.deepEqual(readStored(JSON.stringify(items)), items);
    assert.deepEqual(readStored(JSON.stringify([null, 7, {}, { ...item('x'), kind: 'film' }, item('three')])), [
      item('three'),
    ]);
    for (const text of [null, '', '{', '{}', 'null', '"x"']) assert.deepEqual(readStored(text), []);
  });
});

describe('the key of a message', () => {
  it('has a form that the server takes, on secure pages and on others, and never comes twice', () => {
    const plain = { getRandomValues: crypto.getRandomValues.bind(crypto) };
    const keys = Array.from({ length: 200 }, (_, at) => (at % 2 ? makeClientKey() : makeClientKey(plain)));
    assert.equal(new Set(keys).size, 200);
    for (const key of keys) assert.match(key, /^[A-Za-z0-9_-]{8,64}$/);
  });
});
