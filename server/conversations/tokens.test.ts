import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  emptyTokens,
  parseTemplate,
  substitute,
  type TokenValues,
  templateProblems,
  tokenNames,
  unknownTokens,
} from './tokens.ts';

test('a template is text and tokens, in order', () => {
  assert.deepEqual(parseTemplate('Hi <%= @candidate_name %>, from <%=@company%>'), [
    { text: 'Hi ' },
    { token: 'candidate_name' },
    { text: ', from ' },
    { token: 'company' },
  ]);
  assert.deepEqual(parseTemplate(''), []);
  assert.deepEqual(parseTemplate('100 % <b>'), [{ text: '100 % <b>' }]);
});

test('every token is filled with the value of this candidate', () => {
  const values = Object.fromEntries(tokenNames.map((name) => [name, `[${name}]`])) as TokenValues;
  for (const name of tokenNames) assert.equal(substitute(`a<%= @${name} %>b`, values), `a[${name}]b`);
  assert.equal(substitute('<%= @company %> <%= @company %>', { company: 'X' }), 'X X');
});

test('a missing value leaves nothing behind', () => {
  assert.equal(substitute('Hi <%= @candidate_name %>!', {}), 'Hi!');
  assert.equal(substitute('Hi <%= @candidate_name %>!', { candidate_name: '' }), 'Hi!');
});

test('a value is text: it is neither expanded again nor evaluated', () => {
  const name = '<%= @company %>$&$1${1+1}';
  assert.equal(substitute('<%= @candidate_name %>', { candidate_name: name, company: 'X' }), name);
  // Two values that would make a token together.
  assert.equal(
    substitute('<%= @candidate_name %><%= @referee %>', {
      candidate_name: '<%= @comp',
      referee: 'any %>',
      company: 'X',
    }),
    '<%= @company %>',
  );
});

test('in HTML the values are escaped and the template stays', () => {
  const candidate_name = `<img src=x onerror="alert('1')">&`;
  assert.equal(
    substitute('<p title="<%= @candidate_name %>">&amp;</p>', { candidate_name }, { escape: 'html' }),
    '<p title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;">&amp;</p>',
  );
});

test('tokens that nobody knows are named, once each', () => {
  const template = '<%= @name %> <%= @company %> <%= @name %> <%= @constructor %> <%= @__proto__ %>';
  assert.deepEqual(unknownTokens(template), ['name', 'constructor', '__proto__']);
  for (const escape of [undefined, 'html' as const])
    assert.equal(substitute(template, { company: 'X' }, { escape }), ' X   ');
});

test('tokens that would leave a gap are named, once each', () => {
  const template = '<%= @referee %> <%= @company %> <%= @referee %> <%= @access_code %> <%= @name %>';
  assert.deepEqual(emptyTokens(template, { company: 'X', access_code: '  ' }), ['referee', 'access_code']);
  assert.deepEqual(emptyTokens('no tokens', {}), []);
});

const malformed: [template: string, at: number[]][] = [
  ['Hi <%= @candidate_name', [3]],
  ['Hi <% @candidate_name %>', [3]],
  ['Hi <%= candidate_name %>', [3]],
  ['<%= @candidate name %>', [0]],
  ['<%= @company.name %>', [0]],
  ['<%= @company + 1 %>', [0]],
  ['<%- @company %>', [0]],
  ['<%= process.exit() %>', [0]],
  ['<%= @1 %>', [0]],
  ['<% a <% b', [0, 5]],
  ['<%= @company %> <% <%= @referee %> <%', [16, 35]],
  ['🙂 <%', [3]],
];

for (const [template, at] of malformed) {
  test(`what only looks like a token is reported with its place: ${template}`, () => {
    const problems = templateProblems(template);
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.at]),
      at.map((place) => ['malformed_token', place]),
    );
    assert.match(problems[0]?.words.en ?? '', /<%= @candidate_name %>/);
  });
}

test('an unknown token is reported with its place and what there is', () => {
  const [problem, ...others] = templateProblems('<%= @company %> <%= @nmae %>');
  assert.deepEqual(others, []);
  assert.equal(problem?.code, 'unknown_token');
  assert.equal(problem?.at, 16);
  assert.match(problem?.words.en ?? '', /@nmae.*@candidate_name/);
});

const piece = fc.oneof(
  fc.constantFrom(...tokenNames.map((name) => `<%= @${name} %>`), '<%', '%>', '<%= @other %>', '@', '='),
  fc.string({ unit: 'binary', maxLength: 10 }),
);
const templates = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const valuesOf = fc.record(
  Object.fromEntries(tokenNames.map((name) => [name, templates])) as Record<string, typeof templates>,
  { requiredKeys: [] },
) as fc.Arbitrary<TokenValues>;

test('filling in is the text of the parts with each token replaced by its value, for any input', () => {
  fc.assert(
    fc.property(templates, valuesOf, (template, { candidate_name: name = '', ...others }) => {
      const values = { ...others, candidate_name: name.trim() ? name : 'Ana' };
      const expected = parseTemplate(template).map((part) =>
        'text' in part ? part.text : (values[part.token as keyof TokenValues] ?? ''),
      );
      assert.equal(substitute(template, values), expected.join(''));
    }),
  );
});

test('a greeting closes around a name that is not known', () => {
  const name = '<%= @candidate_name %>';
  for (const [template, expected] of [
    [`Hi ${name}! Thanks`, 'Hi! Thanks'],
    [`Hi ${name}, thanks for applying`, 'Hi, thanks for applying'],
    [`Thank you, ${name}! We have`, 'Thank you! We have'],
    [`Hola, ${name}:`, 'Hola:'],
    [`¡Gracias, ${name}! Ya`, '¡Gracias! Ya'],
    [`Merci, ${name} ! Nous`, 'Merci ! Nous'],
    [`مرحبًا ${name}، شكرًا`, 'مرحبًا، شكرًا'],
    [`${name}, your interview is ready`, 'Your interview is ready'],
    [`Good news! ${name}, you are in`, 'Good news! You are in'],
    [`<p>${name}, thanks</p><p>Hi ${name},</p>`, '<p>Thanks</p><p>Hi,</p>'],
    [`Dear ${name}`, 'Dear'],
    [`We told ${name} about it`, 'We told about it'],
  ] as const)
    assert.equal(substitute(template, { candidate_name: ' ' }), expected, template);
  const spaces = ' '.repeat(100_000);
  assert.equal(substitute(`${spaces}x`, {}), `${spaces}x`);
});

test('escaped values never bring markup of their own', () => {
  fc.assert(
    fc.property(valuesOf, (values) => {
      const template = tokenNames.map((name) => `<%= @${name} %>`).join('');
      assert.doesNotMatch(substitute(template, values, { escape: 'html' }), /[<>"']/);
    }),
  );
});

test('a template without problems has only known tokens and no rest of one', () => {
  fc.assert(
    fc.property(templates, (template) => {
      const sound = parseTemplate(template).every((part) =>
        'text' in part ? !part.text.includes('<%') : tokenNames.some((name) => name === part.token),
      );
      assert.equal(templateProblems(template).length === 0, sound);
      for (const { at } of templateProblems(template)) assert.equal(template.slice(at, at + 2), '<%');
    }),
  );
});
