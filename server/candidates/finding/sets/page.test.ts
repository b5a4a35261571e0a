import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Members } from './matching.ts';
import { idsOfPage, type PageOf } from './page.ts';
import type { RollPart } from './roll.ts';

const lastSecond = 2 ** 32 - 1;

/** More than are looked up without choosing: those of `seconds`, and others at the end of the list. */
function membersAt(seconds: number[], last: number): { members: Members; all: number[] } {
  const all = [...seconds, ...Array.from({ length: 5_001 }, () => last)];
  const part = { added: Uint32Array.from(all) } as RollPart;
  return { all, members: { count: all.length, each: (found) => all.forEach((_, id) => found(id, part, id)) } };
}

const ask = (more: Partial<PageOf>): PageOf => ({ sort: 'added', descending: true, limit: 3, after: null, ...more });
const momentOf = (second: number) => `${new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')}.5+00`;

describe('ids among which a page is', () => {
  it('hold all that the page can show, and no more than one second too much at both ends', () => {
    const second = fc.integer({ min: 1_500_000_000, max: 1_500_010_000 });
    const second2 = fc.oneof(second, fc.integer({ min: 1_500_000_000, max: 1_500_000_003 }));
    fc.assert(
      fc.property(
        fc.array(second2, { minLength: 20, maxLength: 60 }),
        fc.boolean(),
        fc.option(second),
        (seconds, descending, from) => {
          const { members, all } = membersAt(seconds, descending ? 0 : lastSecond);
          const ids = idsOfPage(members, ask({ descending, after: from === null ? null : momentOf(from) }));
          const isBehind = (one: number) => from === null || (descending ? one <= from : one >= from);
          const eligible = all.filter(isBehind).toSorted((a, b) => (descending ? b - a : a - b));
          const after = from === null ? eligible : eligible.filter((one) => one !== from);
          const end = after[2] as number;
          if (end === 0 || end === lastSecond) return assert.equal(ids, null);
          const wanted = all.flatMap((one, id) =>
            isBehind(one) && (descending ? one >= end : one <= end) ? [id] : [],
          );
          assert.deepEqual(ids, { ids: wanted, last: end });
        },
      ),
    );
  });

  it('are all of a few', () => {
    const members: Members = {
      count: 2,
      each: (found) => [7, 9].forEach((id) => found(id, { added: new Uint32Array(1) } as RollPart, 0)),
    };
    assert.deepEqual(idsOfPage(members, ask({})), { ids: [7, 9], last: null });
  });
});
