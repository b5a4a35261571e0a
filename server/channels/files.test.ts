import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileProblem, inParts } from './files.ts';

const megabyte = 1024 * 1024;
const picture = { name: 'a.png', contentType: 'image/png', size: 1 * megabyte };
const sound = { name: 'b.mp3', contentType: 'audio/mpeg', size: 1 * megabyte };
const words = { name: 'c.txt', contentType: 'text/plain; charset=utf-8', size: 10 };

test('each channel says which file it does not take, and how much it takes', () => {
  assert.equal(fileProblem('sms', [picture]), null);
  assert.deepEqual(fileProblem('sms', [picture, sound]), { code: 'too_large', name: 'b.mp3', bytes: 500 * 1024 });
  assert.deepEqual(fileProblem('sms', [words]), { code: 'not_taken', name: 'c.txt' });
  const six = Array.from({ length: 6 }, () => picture);
  assert.deepEqual(fileProblem('sms', six), { code: 'too_large_together', bytes: 5 * megabyte });
  assert.equal(fileProblem('email', six), null);
  assert.equal(fileProblem('whatsapp', [picture, sound, words]), null);
  assert.deepEqual(fileProblem('wechat', [words]), { code: 'not_taken', name: 'c.txt' });
  assert.deepEqual(fileProblem('webchat', [...six, ...six]), { code: 'too_many', most: 10 });
});

test('where a message carries one file, the text stands beneath the first that can have one, else before it', () => {
  const shape = (...given: Parameters<typeof inParts>) =>
    inParts(...given).map(({ text, files }) => [text.length > 20 ? 'long' : text, ...files.map(({ name }) => name)]);
  assert.deepEqual(shape('email', 'Hi', [picture, words]), [['Hi', 'a.png', 'c.txt']]);
  assert.deepEqual(shape('whatsapp', 'Hi', []), [['Hi']]);
  assert.deepEqual(shape('whatsapp', 'Hi', [picture, words]), [
    ['Hi', 'a.png'],
    ['', 'c.txt'],
  ]);
  assert.deepEqual(shape('whatsapp', 'Hi', [sound, picture]), [['Hi'], ['', 'b.mp3'], ['', 'a.png']]);
  assert.deepEqual(shape('whatsapp', 'x'.repeat(1025), [picture]), [['long'], ['', 'a.png']]);
  assert.deepEqual(shape('messenger', 'Hi', [picture]), [['Hi'], ['', 'a.png']]);
  assert.deepEqual(shape('messenger', ' ', [picture]), [['', 'a.png']]);
});
