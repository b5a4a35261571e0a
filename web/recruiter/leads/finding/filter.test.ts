import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFilter, withCondition } from './filter.ts';

const csv = { field: 'source', op: 'is', value: 'CSV' } as const;
const unread = { field: 'unread', op: 'is', value: true } as const;

test('a filter of an address is read without what makes no sense', () => {
  assert.deepEqual(readFilter([csv, { any: [unread, csv] }]), [csv, { any: [unread, csv] }]);
  assert.deepEqual(readFilter(JSON.stringify([csv])), [csv]);
  assert.deepEqual(readFilter([{ any: [csv, { field: 'nothing' }] }]), [csv]);
  for (const rubbish of [
    undefined,
    1,
    'x',
    {},
    [null],
    [[csv]],
    [{ ...csv, op: 'lastDays' }],
    [{ ...csv, value: '' }],
    [{ ...csv, value: 'a\0' }],
    [{ field: '__proto__', op: 'is', value: 1 }],
    [{ field: 'label', op: 'is', value: 'x' }],
    [{ field: 'added', op: 'on', value: '2026-02-30' }],
    [{ field: 'added', op: 'between', value: ['2026-02-01'] }],
    [{ field: 'score', op: 'is', value: '5' }],
    [{ field: 'attribute', op: 'is', value: '5', type: 'text' }],
    [{ any: [] }],
  ])
    assert.deepEqual(readFilter(rubbish), [], JSON.stringify(rubbish));
  assert.equal(readFilter(Array.from({ length: 50 }, () => csv)).length, 20);
});

test('a condition is added, changed, and taken away; a group of one is none', () => {
  assert.deepEqual(withCondition([csv], { part: 1 }, unread), [csv, unread]);
  assert.deepEqual(withCondition([csv], { part: 0, member: 1 }, unread), [{ any: [csv, unread] }]);
  assert.deepEqual(withCondition([{ any: [csv, unread] }], { part: 0, member: 0 }, null), [unread]);
  assert.deepEqual(withCondition([csv, unread], { part: 0 }, null), [unread]);
});
