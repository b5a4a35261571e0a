import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constantTimeEqual, deriveKey, hashToken, open, randomToken, seal, sign, verify } from './crypto.ts';

const secret = 'the first secret, of thirty-two or more';
const newer = 'the second secret, of thirty-two or more';

test('random tokens are long, safe in a URL and never the same', () => {
  const tokens = Array.from({ length: 100 }, () => randomToken());
  assert.equal(new Set(tokens).size, 100);
  for (const token of tokens) assert.match(token, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(Buffer.from(randomToken(48), 'base64url').length, 48);
});

test('a token is stored as its SHA-256', () => {
  assert.equal(hashToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('texts of other length or content are not equal', () => {
  assert.ok(constantTimeEqual('ключ', 'ключ'));
  assert.ok(!constantTimeEqual('key', 'kez'));
  assert.ok(!constantTimeEqual('key', 'keys'));
});

test('each purpose has its own key', () => {
  assert.equal(deriveKey(secret, 'a').length, 32);
  assert.deepEqual(deriveKey(secret, 'a'), deriveKey(secret, 'a'));
  assert.notDeepEqual(deriveKey(secret, 'a'), deriveKey(secret, 'b'));
  assert.notDeepEqual(deriveKey(secret, 'a'), deriveKey(newer, 'a'));
});

test('a signature holds for its secret, purpose and payload alone', () => {
  const signature = sign(secret, 'chat', '12.34');
  assert.match(signature, /^[A-Za-z0-9_-]{22}$/);
  assert.ok(verify(secret, 'chat', '12.34', signature));
  assert.ok(!verify(secret, 'blob', '12.34', signature));
  assert.ok(!verify(secret, 'chat', '12.35', signature));
  assert.ok(!verify(newer, 'chat', '12.34', signature));
  assert.ok(!verify(secret, 'chat', '12.34', ''));
});

test('what was sealed opens again, also the empty text', () => {
  for (const text of ['', 'a password', '密码 🔑']) assert.equal(open([secret], seal([secret], text, 'c'), 'c'), text);
  assert.notEqual(seal([secret], 'same', 'c'), seal([secret], 'same', 'c'));
});

test('after a rotation old values still open, and new ones are sealed with the new secret', () => {
  const old = seal([secret], 'value', 'c');
  assert.equal(open([newer, secret], old, 'c'), 'value');
  assert.equal(open([newer], seal([newer, secret], 'value', 'c'), 'c'), 'value');
  assert.throws(() => open([newer], old, 'c'), /not known/);
});

test('a changed, cut or moved value does not open', () => {
  const sealed = seal([secret], 'value', 'company 1');
  assert.throws(() => open([secret], sealed, 'company 2'));
  const parts = sealed.split('.') as [string, string, string, string];
  const changed = Buffer.from(parts[3], 'base64url');
  changed[0] = (changed[0] as number) ^ 1;
  assert.throws(() => open([secret], [...parts.slice(0, 3), changed.toString('base64url')].join('.'), 'company 1'));
  const shortTag = Buffer.from(parts[2], 'base64url').subarray(0, 4).toString('base64url');
  assert.throws(() => open([secret], [parts[0], parts[1], shortTag, parts[3]].join('.'), 'company 1'));
  assert.throws(() => open([secret], parts.slice(0, 3).join('.'), 'company 1'));
  assert.throws(() => seal([], 'value', 'c'), TypeError);
});
