import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smsSegments } from '#channels/sms/segments.ts';
import { parseTemplate, substitute, templateProblems } from '#conversations/tokens.ts';
import { interviewDefinition } from '#interviews/definition.ts';
import { compileLetter } from '../letters/compile.ts';
import { letterDocument } from '../letters/document.ts';
import { toPlainText } from '../letters/plain-text.ts';
import { templateEvents } from '../schema.ts';
import { defaultInterview } from './default-interview.ts';
import { type PredefinedTemplate, predefinedTemplates } from './predefined.ts';

const languages = ['en', 'es', 'pt', 'fr', 'de', 'fil', 'ar', 'hi', 'id'];

const values = {
  candidate_name: 'Maximiliano',
  company: 'Northwind Contact Centers',
  messenger_interview_link: `https://${'x'.repeat(52)}`,
};

function tokensIn(text: string): string[] {
  return [...new Set(parseTemplate(text).flatMap((part) => ('token' in part ? [part.token] : [])))].sort();
}

/** All that is written in a text, be it of blocks or not. */
function written({ body, document }: Pick<PredefinedTemplate, 'body' | 'document'>): string {
  return document ? toPlainText(letterDocument.parse(document)) : body;
}

for (const language of languages) {
  test(`predefined texts in ${language}: every event by SMS and e-mail, with sound tokens`, () => {
    const templates = predefinedTemplates(language);
    assert.deepEqual(
      templates.map(({ event, channel }) => `${event} ${channel}`),
      templateEvents.flatMap((event) => [`${event} sms`, `${event} email`]),
    );
    for (const { event, channel, subject, ...template } of templates) {
      const body = written(template);
      assert.deepEqual([...templateProblems(subject), ...templateProblems(body)], []);
      assert.equal(subject === '', channel === 'sms');
      assert.ok(!subject.includes('\n') && !body.includes('{link}'));
      assert.ok(tokensIn(body).includes('candidate_name'), `${event} addresses the candidate by name`);
      if (event === 'invitation')
        assert.deepEqual(tokensIn(body), ['candidate_name', 'company', 'messenger_interview_link']);
      else assert.ok(!tokensIn(body).includes('messenger_interview_link'));
    }
  });

  test(`an SMS in ${language} stays short`, () => {
    for (const { event, body } of predefinedTemplates(language).filter(({ channel }) => channel === 'sms')) {
      const { encoding, segments } = smsSegments(substitute(body, values));
      if (language === 'en') assert.equal(encoding, 'GSM-7', event);
      if (event === 'invitation' && !['ar', 'hi'].includes(language))
        assert.deepEqual([encoding, segments.length], ['GSM-7', 1], `the invitation in ${language} is one SMS`);
      assert.ok(segments.length <= (encoding === 'GSM-7' ? 2 : 4), `${event} takes ${segments.length} segments`);
    }
  });

  test(`the first interview in ${language} can be saved as it is`, () => {
    const interview = interviewDefinition.parse(defaultInterview(language));
    assert.deepEqual(
      interview.questions.map(({ id, type, required }) => [id, type, required]),
      [
        ['q1', 'text', true],
        ['q2', 'audio_or_text', true],
        ['q3', 'choice', true],
      ],
    );
    assert.deepEqual(templateProblems(interview.greeting), []);
    const said = [
      interview.greeting,
      interview.closing.text,
      ...Object.values(interview.opening).map((one) => one.text),
    ];
    for (const text of said) assert.ok(text.length > 10);
  });
}

test('no language repeats the words of another', () => {
  for (const index of predefinedTemplates('en').keys()) {
    const bodies = languages.map((language) => JSON.stringify(predefinedTemplates(language)[index]));
    assert.equal(new Set(bodies).size, languages.length);
  }
  assert.equal(new Set(languages.map((language) => JSON.stringify(defaultInterview(language)))).size, languages.length);
});

test('the invitation by e-mail has one button, and Arabic runs from right to left', async () => {
  for (const language of languages) {
    const letter = predefinedTemplates(language).find(
      ({ event, channel }) => event === 'invitation' && channel === 'email',
    );
    const document = letterDocument.parse(letter?.document);
    const { html } = await compileLetter(document, { language, title: '', publicUrl: '' });
    assert.equal(html.match(/<a\s[^>]*href="<%= @messenger_interview_link %>"/g)?.length, 1);
    assert.equal(html.includes('dir="rtl"'), language === 'ar');
  }
});

test('a language that nobody has written falls back to English', () => {
  for (const language of ['xx', '', 'constructor', '__proto__']) {
    assert.deepEqual(predefinedTemplates(language), predefinedTemplates('en'));
    assert.deepEqual(defaultInterview(language), defaultInterview('en'));
  }
});
