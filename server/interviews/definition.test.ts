import assert from 'node:assert/strict';
import { test } from 'node:test';
import { interviewOf, questions } from '#test/interview-script.ts';
import { interviewDefinition, maxQuestions } from './definition.ts';

const { definition } = interviewOf(Object.values(questions));
const { why, shift, years } = questions;

test('a whole interview is taken as it is, and a question is required unless it says otherwise', () => {
  assert.deepEqual(interviewDefinition.parse(definition), definition);
  const { required: _, ...question } = why;
  assert.equal(interviewDefinition.parse({ ...definition, questions: [question] }).questions[0]?.required, true);
});

test('what can not be stored is taken out of texts', () => {
  const parsed = interviewDefinition.parse({ ...definition, greeting: ' Hi\0 \ud800! ' });
  assert.equal(parsed.greeting, 'Hi \ufffd!');
});

const wrong: [name: string, questions: unknown[], path: string, message: RegExp][] = [
  ['no question', [], 'questions', /at least one/],
  [
    'too many',
    Array.from({ length: maxQuestions + 1 }, (_, i) => ({ ...why, id: `q${i}` })),
    'questions',
    /at most 30/,
  ],
  ['an id twice', [why, why], 'questions', /same id/],
  ['an id of capitals', [{ ...why, id: 'Q 1' }], 'questions.0.id', /lower-case/],
  ['no text', [{ ...why, text: '  ' }], 'questions.0.text', /needs a text/],
  ['a long text', [{ ...why, text: 'x'.repeat(2001) }], 'questions.0.text', /2,000/],
  ['an unknown type', [{ ...why, type: 'video' }], 'questions.0.type', /is one of text, audio/],
  ['a choice of nothing', [{ ...shift, choices: undefined }], 'questions.0.choices', /at least two/],
  ['a label twice', [withLabels('Day', 'DAY')], 'questions.0.choices', /a choice twice/],
  ['a label of nothing', [withLabels('Day', ' ')], 'questions.0.choices.1.label', /needs a text/],
  [
    'a choice id twice',
    [{ ...shift, choices: ['A', 'B'].map((label) => ({ id: 'c', label })) }],
    'questions.0.choices',
    /same id/,
  ],
  ['21 choices', [withLabels(...Array.from({ length: 21 }, (_, i) => `L${i}`))], 'questions.0.choices', /at most 20/],
  ['a range upside down', [{ ...years, min: 5, max: 4 }], 'questions.0.min', /more than the largest/],
  ['no whole number', [{ ...years, min: 1.2, max: 1.8 }], 'questions.0.min', /no whole number/],
];

function withLabels(...labels: string[]) {
  return { ...shift, choices: labels.map((label, index) => ({ id: `c${index}`, label })) };
}

for (const [name, asked, path, message] of wrong) {
  test(`${name} is refused with what would be right`, () => {
    const parsed = interviewDefinition.safeParse({ ...definition, questions: asked });
    const issue = parsed.error?.issues.find((one) => one.path.join('.') === path);
    assert.match(issue?.message ?? JSON.stringify(parsed.error?.issues), message);
  });
}
