import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkify } from './linkify.ts';

const hrefs = (text: string) => linkify(text).flatMap((part) => part.href ?? []);
const joined = (text: string) =>
  linkify(text)
    .map((part) => part.text)
    .join('');

describe('addresses in a text', () => {
  it('become links, and every character of the text stays', () => {
    const text = 'See https://example.com/a?b=1#c, or (http://example.org/x_(y)) — today!\nBye';
    assert.deepEqual(hrefs(text), ['https://example.com/a?b=1#c', 'http://example.org/x_(y)']);
    assert.equal(joined(text), text);
    assert.deepEqual(linkify('nothing'), [{ text: 'nothing' }]);
    assert.deepEqual(linkify(''), []);
  });

  it('leave the punctuation after them to the sentence', () => {
    for (const end of ['.', ',', '!', '?', ';', '…', ').', '”', '...', '**']) {
      assert.deepEqual(hrefs(`go to https://example.com/path${end} now`), ['https://example.com/path'], end);
    }
  });

  it('are http and https alone', () => {
    const hostile = [
      'javascript:alert(1)',
      'JaVaScRiPt://%0aalert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'ftp://example.com',
      'https://',
      'https://[',
      'https://example.com:99999999/',
      '<a href="x" onclick="alert(1)">x</a>',
    ];
    for (const text of hostile) {
      assert.deepEqual(hrefs(text), [], text);
      assert.equal(joined(text), text);
    }
  });

  it('do not hide where they lead', () => {
    assert.deepEqual(hrefs('https://bank.example@evil.example/'), []);
    assert.deepEqual(hrefs('https://user:secret@evil.example/'), []);
    assert.deepEqual(hrefs('https://example.com/\u202egnp.exe'), ['https://example.com/']);
    assert.deepEqual(hrefs('https://exam\u200bple.com'), ['https://exam/']);
  });

  it('are found in a long text without delay', () => {
    const began = performance.now();
    for (const piece of ['https://', 'https://a.b/(', 'http://x.y))))', '((((((((', 'https://e.x/.....']) {
      const text = piece.repeat(4000 / piece.length);
      assert.equal(joined(text), text);
    }
    assert.ok(performance.now() - began < 500);
  });
});
