import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createApplicant, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { contrast, inkOn } from './colours.ts';
import { compileLetter } from './compile.ts';
import type { Block, LetterDocument } from './document.ts';

let parley: TestApp;
let acme: Hiring;
let other: Hiring;
let base: string;

before(async () => {
  parley = await startTestApp({ authenticate: sessionFromHeader });
  acme = await createHiring(parley.db, { name: 'Acme' });
  other = await createHiring(parley.db, { name: 'Globex' });
  base = `/api/campaigns/${acme.campaignId}`;
});
after(() => parley.close());

async function call(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object, headers = as('manager', acme)) {
  const response = await parley.app.inject({ method, url: `${base}${path}`, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json() };
}

const greeting: Block = {
  id: 'a',
  type: 'text',
  align: 'start',
  content: [
    { type: 'paragraph', content: [{ type: 'text', text: 'Dear <%= @candidate_name %>,', marks: [{ type: 'bold' }] }] },
    { type: 'list', ordered: true, items: [[{ type: 'text', text: 'One' }], [{ type: 'text', text: 'Two' }]] },
  ],
};
const button: Extract<Block, { type: 'button' }> = {
  id: 'b',
  type: 'button',
  align: 'center',
  label: 'Start at <%= @company %>',
  href: '<%= @messenger_interview_link %>',
};
const divider: Block = { id: 'd', type: 'divider' };

function letter(...blocks: Block[]): LetterDocument {
  return { version: 1, direction: 'ltr', accent: '#1f5f8b', blocks };
}

const email = {
  event: 'invitation',
  channel: 'email',
  enabled: true,
  subject: 'From <%= @company %>',
  body: '',
} as const;
const save = (document: unknown, headers = as('manager', acme)) =>
  call('PUT', '/templates', { templates: [{ ...email, document }] }, headers);
const preview = (document: unknown, more: object = {}) =>
  call('POST', '/templates/preview', { channel: 'email', subject: 'Hi', body: '', document, ...more });

test('blocks are kept as they are, beside the HTML and the plain text that are sent', async () => {
  const document = letter(greeting, button, { id: 'c', type: 'columns', columns: [[divider], []] });
  const { status, body } = await save(document);
  assert.equal(status, 200, JSON.stringify(body));
  const stored = body.templates.find((one: typeof email) => one.event === 'invitation' && one.channel === 'email');
  assert.deepEqual(stored.document, document);
  assert.match(stored.body, /<a\s[^>]*href="<%= @messenger_interview_link %>"/);
  assert.match(stored.body, /<strong>Dear <%= @candidate_name %>,<\/strong>/);
  const row = await withSystem(parley.db, (trx) =>
    trx
      .selectFrom('message_templates')
      .select(['body', 'plain_text'])
      .where('campaign_id', '=', acme.campaignId)
      .where('event', '=', 'invitation')
      .where('channel', '=', 'email')
      .executeTakeFirstOrThrow(),
  );
  assert.equal(row.body, stored.body);
  assert.equal(
    row.plain_text,
    'Dear <%= @candidate_name %>,\n\n1. One\n2. Two\n\nStart at <%= @company %>: <%= @messenger_interview_link %>',
  );
});

test('the HTML is laid out in tables, knows the dark, and says its language and direction', async () => {
  const { body } = await preview({ ...letter(greeting), direction: 'rtl' });
  assert.match(body.html, /^<!doctype html>/);
  assert.match(body.html, /<html lang="en" dir="rtl"/);
  assert.match(body.html, /<meta name="color-scheme" content="light dark">/);
  assert.match(body.html, /role="presentation"/);
  assert.match(body.html, /text-align:right/);
  assert.ok(body.size > 2000 && body.size === Buffer.byteLength(body.html));
  assert.equal(body.clipsAt, 102 * 1024);
});

test('a candidate’s data is escaped in the HTML and as it is in the plain text', async () => {
  const { applicationId } = await createApplicant(parley.db, acme, { firstName: '<img src=x onerror=alert(1)>' });
  const { body } = await preview(letter(greeting, button), { applicationId });
  assert.ok(!body.html.includes('<img src=x'));
  assert.ok(body.html.includes('&#60;img src=x onerror=alert(1)&#62;'));
  assert.ok(body.text.includes('Dear <img src=x onerror=alert(1)>,'));
  assert.match(body.html, /href="http[^"]+\/c\/[^"]+"/);
});

test('no word that is typed into a block becomes markup', async () => {
  const tricks = [
    '</mj-text>',
    ']]>',
    '<!--',
    '-->',
    '{{x}}',
    '<mj-include path="/etc/passwd" />',
    '"',
    "'",
    '&lt;',
    '\uE000company\uE001',
    '<script>',
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...tricks), fc.string()), { maxLength: 6 }), async (parts) => {
      const text = parts.join('').replaceAll('<%', '');
      const document = letter(
        { id: 'a', type: 'heading', align: 'start', text },
        { ...button, label: `x${text}` },
        { id: 'e', type: 'image', align: 'start', src: 'https://example.com/a.png', alt: text, width: 50, href: '' },
        { id: 'f', type: 'footer', text, links: [] },
      );
      const { html } = await compileLetter(document, { language: 'en', title: text, publicUrl: '' });
      assert.deepEqual(elementsOf(html), await plainElements());
    }),
    { numRuns: 60 },
  );
});

let known: string[] | undefined;
async function plainElements(): Promise<string[]> {
  const document = letter(
    { id: 'a', type: 'heading', align: 'start', text: 'x' },
    { ...button, label: 'x' },
    { id: 'e', type: 'image', align: 'start', src: 'https://example.com/a.png', alt: 'x', width: 50, href: '' },
    { id: 'f', type: 'footer', text: 'x', links: [] },
  );
  known ??= elementsOf((await compileLetter(document, { language: 'en', title: 'x', publicUrl: '' })).html);
  return known;
}

/** All elements but line breaks, which the footer's text may have. */
function elementsOf(html: string): string[] {
  const walk = (nodes: DefaultTreeAdapterTypes.ChildNode[]): string[] =>
    nodes.flatMap((node) => ('tagName' in node ? [node.tagName, ...walk(node.childNodes)] : []));
  return walk(parse(html).childNodes).filter((name) => name !== 'br');
}

const wrong: [name: string, blocks: unknown[], field: string, words: RegExp][] = [
  ['an unknown token', [{ ...button, label: '<%= @salary %>' }], 'document.blocks.0.label', /@salary/],
  ['an address that runs', [{ ...button, href: 'javascript:alert(1)' }], 'document.blocks.0.href', /https:/],
  [
    'a token that is no link as an address',
    [{ ...button, href: '<%= @candidate_name %>' }],
    'document.blocks.0.href',
    /token/,
  ],
  [
    'a token inside of an address',
    [{ ...button, href: 'https://a.example/<%= @access_code %>' }],
    'document.blocks.0.href',
    /token/,
  ],
  [
    'an address that leaves its quotes',
    [{ ...button, href: 'https://a.example/" onclick="x' }],
    'document.blocks.0.href',
    /https:/,
  ],
  [
    'a picture without https',
    [divider, { id: 'p', type: 'image', align: 'start', src: 'http://a.example/a.png', alt: '', width: 50, href: '' }],
    'document.blocks.1.src',
    /https:/,
  ],
  [
    'a picture that is not there',
    [{ id: 'p', type: 'image', align: 'start', src: `/pictures/${'x'.repeat(32)}`, alt: '', width: 50, href: '' }],
    'document.blocks.0.src',
    /not there/,
  ],
  ['a block nobody knows', [{ id: 'v', type: 'video', src: 'https://a.example' }], 'body', /editor/],
  ['no blocks at all', [], 'body', /empty/],
];
for (const [name, blocks, field, words] of wrong)
  test(`refused beside its block: ${name}`, async () => {
    const document = letter(...(blocks as Block[]));
    const saved = await save(document);
    assert.equal(saved.status, 400);
    assert.match(saved.body.error.fields[`invitation.email.${field}`], words);
    const sent = await call('POST', '/templates/test', { subject: 'Hi', body: '', document });
    assert.equal(sent.status, 400);
    assert.match(sent.body.error.fields[field], words);
  });

test('whoever is not of the campaign neither saves, looks nor sends', async () => {
  const document = letter(greeting);
  const stranger = as('owner', other);
  const answers = [
    await save(document, stranger),
    await call('POST', '/templates/preview', { channel: 'email', body: '', document }, stranger),
    await call('POST', '/templates/test', { subject: 'Hi', body: '', document }, stranger),
    await call('GET', '/templates/predefined', undefined, stranger),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [404, 404, 404, 404],
  );
});

test('a test is marked as one, in the language of who asked for it', async () => {
  await withSystem(parley.db, (trx) =>
    trx.updateTable('users').set({ language: 'es' }).where('id', '=', acme.managerId).execute(),
  );
  const { body } = await call('POST', '/templates/test', { subject: 'Hola', body: '', document: letter(greeting) });
  const [sent] = await withSystem(parley.db, (trx) =>
    trx.selectFrom('sandbox_messages').selectAll().where('to_address', '=', body.to).execute(),
  );
  assert.equal(sent?.subject, '[Prueba] Hola');
  assert.match(sent?.html ?? '', /Dear Maria,/);
  assert.match(sent?.body ?? '', /^Dear Maria,/);
});

test('tests can not be sent without end, and another’s are not counted among one’s own', async () => {
  const send = (headers = as('manager', acme)) =>
    call('POST', '/templates/test', { subject: 'x', body: '<p>x</p>' }, headers);
  const statuses = [];
  for (let count = 0; count < 12; count += 1) statuses.push((await send()).status);
  assert.equal(statuses.at(-1), 429);
  assert.equal((await send(as('owner', acme))).status, 200);
});

test('the predefined mails are there to begin anew with, and can be saved as they are', async () => {
  const { body } = await call('GET', '/templates/predefined');
  assert.equal(body.length, 8);
  const mails = body.filter((one: typeof email) => one.channel === 'email');
  const { status } = await call('PUT', '/templates', { templates: mails });
  assert.equal(status, 200);
});

test('words on a button can be read, whatever its colour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (number) => {
      const colour = `#${number.toString(16).padStart(6, '0')}`;
      assert.ok(contrast(colour, inkOn(colour)) >= 4.2, colour);
    }),
  );
  assert.equal(inkOn('#ffeb3b'), '#16191b');
  assert.equal(Math.round(contrast('#ffffff', '#000000')), 21);
});
