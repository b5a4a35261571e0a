import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNumbers } from '../read-number.ts';
import { phrasesOf } from './phrases.ts';

const languages = ['ar', 'de', 'en', 'es', 'fil', 'fr', 'hi', 'id', 'pt'];

for (const language of languages) {
  test(`${language} has every phrase, its bounds and keys in place`, () => {
    const phrases = phrasesOf(language);
    const spoken = Object.values(phrases).filter((phrase) => typeof phrase === 'string');
    assert.ok(spoken.every((phrase) => phrase.trim() === phrase && phrase.length > 0));
    assert.equal(new Set(spoken).size, spoken.length);
    const both = phrases.needNumber('17', '23', true);
    assert.ok(both.includes('17') && both.includes('23'));
    assert.ok(phrases.needNumber('17', undefined, false).includes('17'));
    assert.ok(phrases.needNumber(undefined, '23', false).includes('23'));
    assert.doesNotMatch(phrases.needNumber(undefined, undefined, false), /undefined/);
    assert.ok(phrases.gotFiles(1, 'cv.pdf').includes('cv.pdf') && phrases.gotFiles(3, undefined).includes('3'));
    assert.doesNotMatch(phrases.gotFiles(1, undefined), /undefined|1/);
    const key = phrases.pressFor('4', 'Lagos');
    assert.ok(key.includes('4') && key.includes('Lagos'));
    phrases.numberWords.forEach((word, value) => {
      assert.deepEqual(readNumbers(word, phrases), [value], word);
    });
  });
}

test('a tag with a region has the phrases of its language, an unknown one those of English', () => {
  assert.equal(phrasesOf('pt-BR'), phrasesOf('pt'));
  assert.equal(phrasesOf('ES_mx'), phrasesOf('es'));
  assert.equal(phrasesOf('tl'), phrasesOf('fil'));
  for (const unknown of ['xx', '', 'constructor']) assert.equal(phrasesOf(unknown), phrasesOf('en'));
});
