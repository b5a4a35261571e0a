import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSignedIds, signIds } from './signed-ids.ts';

const secret = 'a secret of the tests, of thirty-two or more';

test('ids come back from their token, for their purpose and secret alone', () => {
  for (const ids of [[1], [7, 42], [1, 2, 3], [Number.MAX_SAFE_INTEGER, 0]]) {
    const token = signIds(secret, 'here', ids);
    assert.match(token, /^[0-9a-z-]+\.[A-Za-z0-9_-]{22}$/);
    assert.deepEqual(readSignedIds(secret, 'here', token), ids);
    assert.equal(readSignedIds(secret, 'there', token), null);
    assert.equal(readSignedIds(`${secret}!`, 'here', token), null);
  }
});

test('what was changed, cut or made up is read as nothing', () => {
  const token = signIds(secret, 'here', [7, 42]);
  const changed = [`8${token.slice(1)}`, token.slice(0, -1), `${token}x`, token.toUpperCase(), `1-${token}`];
  for (const wrong of [...changed, '', '.', '-', 'a-b', '\0', '1'.repeat(100_000)])
    assert.equal(readSignedIds(secret, 'here', wrong), null, wrong.slice(0, 40));
});
