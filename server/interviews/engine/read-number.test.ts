import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phrasesOf } from './phrases/phrases.ts';
import { readNumbers } from './read-number.ts';

type Case = [language: string, text: string, readings: number[]];

const cases: Case[] = [
  ['en', '3', [3]],
  ['en', ' 3 years', [3]],
  ['en', 'about 3 years.', [3]],
  ['en', '3.', [3]],
  ['en', '3.5', [3.5]],
  ['en', '.5', [0.5]],
  ['en', '0,125', [0.125]],
  ['en', '-5', [-5]],
  ['en', '−5', [-5]],
  ['en', '+5', [5]],
  ['en', '1,200', [1200, 1.2]],
  ['es', '1,200', [1.2, 1200]],
  ['es', '1.200', [1200, 1.2]],
  ['en', '1.200', [1.2, 1200]],
  ['en', '1.200,50', [1200.5]],
  ['es', '1,200.50', [1200.5]],
  ['en', '1,200,000', [1200000]],
  ['en', '12,34,567', [1234567]],
  ['de', '1.200.000', [1200000]],
  ['fr', '1 200,5', [1200.5]],
  ['fr', '12\u202f000', [12000]],
  ['de', "12'000", [12000]],
  ['en', '12,5', [12.5]],
  ['en', '1234,567', [1234.567]],
  ['en', '12k', [12000]],
  ['en', '12.5K', [12500]],
  ['es', '12 mil pesos', [12000]],
  ['pt', '2 milhões', [2000000]],
  ['id', '5 juta', [5000000]],
  ['hi', '2 लाख', [200000]],
  ['ar', '٣', [3]],
  ['ar', '١٬٢٠٠٫٥', [1200.5]],
  ['hi', '१२', [12]],
  ['en', '3️⃣', [3]],
  ['en', '$1,200.50', [1200.5]],
  ['en', 'Rs. 500', [500]],
  ['en', 'R$ 1.200,50', [1200.5]],
  ['en', '80%', [80]],
  ['en', 'two years', [2]],
  ['es', 'Tres años', [3]],
  ['ar', 'ثلاثة', [3]],
  ['hi', 'दो', [2]],
  // None, or more than one.
  ['en', '', []],
  ['en', 'a few', []],
  ['en', 'I have worked for one of the best', []],
  ['en', '3 to 5', []],
  ['en', '3-5', []],
  ['en', '10–12', []],
  ['en', '3 5', []],
  ['en', '0917 123 4567', []],
  ['en', '12/2020', []],
  ['en', '1.2.3', []],
  ['en', '1,2,3', []],
  ['en', '3½', []],
  ['en', 'x²', []],
  ['en', 'A-3', []],
  ['en', '9'.repeat(400), []],
];

for (const [language, text, readings] of cases) {
  test(`in ${language}, ${JSON.stringify(text.slice(0, 30))} reads as ${JSON.stringify(readings)}`, () => {
    assert.deepEqual(readNumbers(text, phrasesOf(language)), readings);
  });
}
