import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { audio, interviewOf, opened, questions, resumed, script, stopped, text } from '#test/interview-script.ts';
import type { Question } from '../definition.ts';
import { phrasesOf } from './phrases/phrases.ts';

const { why, voice, either, shift, years, hobby } = questions;
const en = phrasesOf('en');

describe('a written interview', () => {
  test('greets, asks one by one, tells the progress, and ends with the closing prompt', () => {
    const { chat, answers } = script(interviewOf([why, voice, shift, years]));
    assert.deepEqual(chat(opened), ['greeting: Hello <%= @candidate_name %>!', 'ask why']);
    assert.deepEqual(chat(text('It is near.')), ['record why=It is near.', 'progress 1/4 attempted', 'ask voice']);
    assert.deepEqual(chat(audio('a.webm')), ['record voice=a.webm', 'progress 2/4', 'ask shift']);
    const third = chat({ kind: 'choice', choiceId: 'c2', questionId: 'shift' });
    assert.deepEqual(third, ['record shift=c2', 'progress 3/4 half', 'ask years']);
    assert.deepEqual(chat(text('3 years')), ['record years=3', 'progress 4/4', 'closing: Thank you.', 'completed']);
    assert.deepEqual(
      answers().map(({ questionId, position }) => [questionId, position]),
      [
        ['why', 0],
        ['voice', 1],
        ['shift', 2],
        ['years', 3],
      ],
    );
  });

  test('begins with whatever comes first, which answers nothing yet', () => {
    const { chat } = script(interviewOf([why]));
    assert.deepEqual(chat(text('hi')), ['greeting: Hello <%= @candidate_name %>!', 'ask why']);
  });

  test('says nothing new when the page is loaded again, and welcomes back after hours', () => {
    const { chat, wait } = script(interviewOf([why]));
    chat(opened);
    assert.deepEqual(chat(opened), []);
    wait(7);
    assert.deepEqual(chat(opened), [`welcome-back: ${en.welcomeBack}`, 'ask why']);
    assert.deepEqual(chat(opened), []);
  });

  test('thanks once who writes after the end', () => {
    const { chat } = script(interviewOf([why]));
    chat(opened);
    chat(text('Because'));
    assert.deepEqual(chat(text('When do you call?')), [`hint: ${en.alreadyDone}`]);
    assert.deepEqual(chat(text('Hello?')), []);
    assert.deepEqual(chat(opened), []);
  });
});

type Refusal = [name: string, question: Question, told: ReturnType<typeof text>, hint: string];

describe('what a question does not take gets a kind second try', () => {
  const refusals: Refusal[] = [
    ['a voice note for a text', why, audio('a'), en.needText],
    ['an empty text', why, text('  '), en.emptyAnswer],
    [
      'a file for a text',
      why,
      { kind: 'text', text: '', files: ['cv.pdf'] },
      `${en.gotFiles(1, 'cv.pdf')} ${en.needText}`,
    ],
    [
      'files for a choice',
      shift,
      { kind: 'text', text: '', files: ['image-1', 'b.pdf'] },
      `${en.gotFiles(2, undefined)} ${en.needChoice}`,
    ],
    ['a text for a voice note', voice, text('hello'), en.needAudio],
    ['an empty text for either', either, text(''), en.emptyAnswer],
    ['a tap for either', either, { kind: 'choice', choiceId: 'x' }, en.needAudioOrText],
    ['another word for a choice', shift, text('maybe'), en.needChoice],
    ['an unknown choice', shift, { kind: 'choice', choiceId: 'zz' }, en.needChoice],
    ['words for a number', years, text('many'), 'Please answer with a whole number from 0 to 60.'],
    ['a number out of range', years, text('61'), 'Please answer with a whole number from 0 to 60.'],
    ['a fraction for a whole number', years, text('2.5'), 'Please answer with a whole number from 0 to 60.'],
    ['a skip of what is required', why, text('Skip'), en.cannotSkip],
    ['a skip button of what is required', why, { kind: 'skip' }, en.cannotSkip],
  ];
  for (const [name, question, told, hint] of refusals) {
    test(name, () => {
      const { chat, answers } = script(interviewOf([question]));
      chat(opened);
      assert.deepEqual(chat(told), [`hint ${question.id}: ${hint}`]);
      assert.equal(answers().length, 0);
    });
  }

  test('in the language of the campaign, numbers as it writes them', () => {
    const half: Question = { ...years, integer: false, min: 0.5, max: 2 };
    const { chat } = script(interviewOf([half], 'es'));
    chat(opened);
    assert.deepEqual(chat(text('mucho')), ['hint years: Responde con un número de 0,5 a 2, por favor.']);
  });

  test('and of two readings of a number the one that is possible counts', () => {
    const { chat } = script(interviewOf([{ ...years, max: 100000 }], 'es'));
    chat(opened);
    assert.equal(chat(text('1,200'))[0], 'record years=1200');
  });
});

test('after the third attempt a person is asked, once, and the bot waits for an answer that it can read', () => {
  const { chat } = script(interviewOf([shift, why]));
  chat(opened);
  chat(text('what?'));
  chat(text('how much is the pay?'));
  assert.deepEqual(chat(text('hello??')), ['hand-over shift', `hand-over: ${en.handOver}`]);
  assert.deepEqual(chat(text('anybody?')), []);
  assert.deepEqual(chat(text('Night')), ['record shift=c2', 'progress 1/2 attempted', 'ask why']);
});

describe('an optional question', () => {
  test('is passed over by a word of the language or by the button', () => {
    for (const told of [text('¡Saltar!'), { kind: 'skip' } as const]) {
      const { chat } = script(interviewOf([why, hobby], 'es'));
      chat(opened);
      chat(text('Porque sí'));
      assert.deepEqual(chat(told), ['closing: Thank you.', 'completed']);
    }
  });

  test('takes a choice that is labelled like a word for skipping', () => {
    const next: Question = {
      ...shift,
      required: false,
      choices: [
        { id: 'n', label: 'Next' },
        { id: 'o', label: 'Other' },
      ],
    };
    const { chat } = script(interviewOf([next]));
    chat(opened);
    assert.equal(chat(text('next'))[0], 'record shift=n');
  });
});

describe('an answer that names its question', () => {
  test('does nothing where that question has its answer', () => {
    const { chat, state } = script(interviewOf([why, either]));
    chat(opened);
    chat(text('First', 'why'));
    const before = state();
    assert.deepEqual(chat(text('First again', 'why')), []);
    assert.deepEqual(chat(text('Unknown', 'nowhere')), []);
    assert.deepEqual(state(), before);
  });
});

describe('while a person has stopped the bot', () => {
  test('it is silent, and asks again when it is let go on', () => {
    const { chat, answers } = script(interviewOf([why, shift]));
    chat(opened);
    assert.deepEqual(chat(stopped), []);
    assert.deepEqual([...chat(text('Hello')), ...chat(opened), ...chat(audio('a'))], []);
    assert.deepEqual(chat(resumed), ['ask why']);
    assert.deepEqual(chat(resumed), []);
    assert.equal(answers().length, 0);
    assert.equal(chat(text('Now'))[0], 'record why=Now');
  });

  test('resuming after the end says nothing', () => {
    const { chat } = script(interviewOf([why]));
    chat(opened);
    chat(text('Yes'));
    chat(stopped);
    assert.deepEqual(chat(resumed), []);
  });
});

describe('fragments that wait together', () => {
  test('are one text of several lines', () => {
    const { together, chat } = script(interviewOf([why, either]));
    chat(opened);
    const effects = together(text('I worked'), text(' '), text('at Acme'));
    assert.deepEqual(effects, ['record why=I worked\nat Acme', 'progress 1/2 attempted', 'ask either']);
  });

  test('are one text too where they come behind another answer', () => {
    const { together, chat } = script(interviewOf([shift, why]));
    chat(opened);
    const effects = together(
      { kind: 'choice', choiceId: 'c1', questionId: 'shift' },
      text('a', 'why'),
      text('b', 'why'),
    );
    assert.ok(effects.includes('record why=a\nb'));
  });

  test('give a choice or a number the first that answers it', () => {
    const { together, chat } = script(interviewOf([shift, years, why]));
    chat(opened);
    assert.deepEqual(together(text('hm'), text('Night'), text('I think')).at(-1), 'ask years');
    assert.equal(together(text('about'), text('3'), text('or 4'))[0], 'record years=3');
  });

  test('that answer nothing get one hint', () => {
    const { together, chat, state } = script(interviewOf([shift]));
    chat(opened);
    assert.equal(together(text('hm'), text('well'), text('so')).length, 1);
    assert.equal(state().misses, 1);
  });

  test('stay apart where they name different questions', () => {
    const { together, chat } = script(interviewOf([why, hobby]));
    chat(opened);
    const effects = together(text('a', 'why'), text('b', 'hobby'));
    assert.deepEqual(
      effects.filter((effect) => effect.startsWith('record')),
      ['record why=a', 'record hobby=b'],
    );
  });
});
