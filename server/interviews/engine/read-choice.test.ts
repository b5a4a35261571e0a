import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readChoice } from './read-choice.ts';

const shifts = ['Day shift', 'Night shift', 'Weekend'];
const cities = ['Bogotá', 'Medellín', 'Cali'];
const years = ['1 year', '3 years', '2 years'];
const hours = ['10 hours', '20 hours'];
const tens = ['10', '20', '1'];
const can = ['Available', 'Unavailable'];
const hindi = ['दिन', 'दान'];

const cases: [labels: string[], text: string, label: string | null][] = [
  [shifts, 'Day shift', 'Day shift'],
  [shifts, '  NIGHT   shift! ', 'Night shift'],
  [shifts, 'c3', 'Weekend'],
  [shifts, '2', 'Night shift'],
  [shifts, '2.', 'Night shift'],
  [shifts, '(2)', 'Night shift'],
  [shifts, '#2', 'Night shift'],
  [shifts, '2️⃣', 'Night shift'],
  [shifts, '٢', 'Night shift'],
  [shifts, '4', null],
  [shifts, '0', null],
  [shifts, 'night', 'Night shift'],
  [shifts, 'w', 'Weekend'],
  [shifts, 'nigth shift', 'Night shift'],
  [shifts, 'weekand', 'Weekend'],
  [shifts, 'shift', null],
  [shifts, 'not the day shift', null],
  [shifts, 'I don’t know', null],
  [shifts, '', null],
  [shifts, '?!', null],
  [cities, 'bogota', 'Bogotá'],
  [cities, 'MEDELLIN', 'Medellín'],
  [cities, 'cal', 'Cali'],
  [cities, 'xali', 'Cali'],
  // A position and the beginning of another label: which is meant?
  [years, '2', null],
  [years, '2 years', '2 years'],
  [years, '1', '1 year'],
  [years, '4 years', null],
  [hours, '1', '10 hours'],
  [hours, '10', '10 hours'],
  [hours, '10 hrs', '10 hours'],
  [hours, '30 hours', null],
  [tens, '1', '1'],
  [tens, '10', '10'],
  [can, 'unavailble', 'Unavailable'],
  [can, 'navailable', null],
  [hindi, 'दिन', 'दिन'],
  [hindi, 'दन', null],
];

for (const [labels, text, label] of cases) {
  test(`of ${labels.join(', ')}, ${JSON.stringify(text)} chooses ${label ?? 'nothing'}`, () => {
    const choices = labels.map((one, index) => ({ id: `c${index + 1}`, label: one }));
    assert.equal(readChoice(text, choices)?.label ?? null, label);
  });
}

test('a number that was shown beside a choice is that choice, whatever other labels begin with', () => {
  const choices = years.map((label, index) => ({ id: `c${index + 1}`, label }));
  assert.deepEqual(
    ['1', '2', '3', '4'].map((text) => readChoice(text, choices, true)?.label),
    [...years, undefined],
  );
});

test('a very long text is no choice, and is said so at once', () => {
  const choices = [{ id: 'c1', label: 'Day' }];
  const started = performance.now();
  assert.equal(readChoice(`Day${'! '.repeat(500_000)}x`, choices), null);
  assert.ok(performance.now() - started < 1000);
});
