import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from './en.ts';
import { es } from './es.ts';
import { fill, textsIn } from './texts.ts';

function flatten(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}
const places = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([place]) => place).sort();

describe('texts of the candidates’ pages', () => {
  it('are found by a tag of any length, and are English where there is no translation', () => {
    assert.equal(textsIn('es').texts, es);
    assert.equal(textsIn('es-419').language, 'es');
    assert.equal(textsIn('ES-mx').texts, es);
    for (const tag of ['de', '', 'constructor', '__proto__'])
      assert.deepEqual(textsIn(tag), { language: 'en', texts: en });
  });

  it('have the same places to fill in in each language, and no text is empty', () => {
    const english = new Map(flatten(en));
    for (const [key, text] of flatten(es)) {
      assert.ok(text.trim(), key);
      assert.deepEqual(places(text), places(english.get(key) ?? ''), key);
    }
  });

  it('are filled with values as they are', () => {
    assert.equal(fill('{{a}} of {{b}}', { a: 1, b: '$& {{a}}' }), '1 of $& {{a}}');
    assert.equal(fill('{{a}}', {}), '{{a}}');
  });
});
