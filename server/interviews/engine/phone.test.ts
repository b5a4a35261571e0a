import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  audio,
  digits,
  hangup,
  interviewOf,
  opened,
  questions,
  resumed,
  script,
  silence,
  stopped,
  text,
} from '#test/interview-script.ts';
import type { Question } from '../definition.ts';
import { phrasesOf } from './phrases/phrases.ts';

const { why, voice, either, shift, years, hobby } = questions;
const en = phrasesOf('en');

/** Past privacy and instructions: the first question has been asked. */
function called(asked: Question[]) {
  const call = script(interviewOf(asked));
  call.phone(opened);
  call.phone(digits('1'));
  return { ...call, asked: call.phone(digits('5')) };
}

describe('an interview by telephone', () => {
  test('introduces itself, waits for the key that accepts privacy, instructs, asks, records, and ends', () => {
    const { phone, chat } = script(interviewOf([voice, why, shift, years]));
    assert.deepEqual(phone(opened), ['opening: intro.mp3', 'opening: This call is recorded.', 'gather 1']);
    assert.deepEqual(phone(digits('7')), ['opening: Speak up to four minutes.', 'gather 1']);
    assert.deepEqual(phone(digits('#')), ['question: hello.mp3', 'listen voice 240s']);
    const second = phone(audio('1.wav', 'voice'));
    assert.deepEqual(second, [
      'record voice=1.wav',
      'progress 1/4 attempted',
      'question: Why this job?',
      'listen why 240s',
    ]);
    const third = phone(audio('2.wav'));
    const keys = 'hint: For Day, press 1. For Night, press 2.';
    assert.deepEqual(third, ['record why=2.wav', 'progress 2/4', 'question: Which shift?', keys, 'gather 1']);
    const fourth = phone(digits('2', 'shift'));
    assert.deepEqual(fourth.slice(0, 2), ['record shift=c2', 'progress 3/4 half']);
    assert.deepEqual(fourth.slice(2), ['question: How many years?', `hint: ${en.enterNumber}`, 'gather 12#']);
    const end = phone(digits('12'));
    assert.deepEqual(end, ['record years=12', 'progress 4/4', 'closing: Thank you.', 'completed', 'hang-up']);
    assert.deepEqual([...phone(hangup), ...phone(silence), ...phone(digits('1'))], []);
    assert.deepEqual(chat(opened), []);
  });

  test('goes past opening prompts that are empty', () => {
    const interview = interviewOf([why]);
    const none = { text: '' };
    interview.definition.opening = { introduction: none, privacy: none, instructions: none };
    assert.deepEqual(script(interview).phone(opened), ['question: Why this job?', 'listen why 240s']);
  });

  test('goes straight to the question where the link says so', () => {
    const { phone } = script(interviewOf([why]));
    assert.deepEqual(phone({ kind: 'opened', skipOpening: true }), ['question: Why this job?', 'listen why 240s']);
  });

  test('asks for the hash key where a choice may have two digits', () => {
    const choices = Array.from({ length: 12 }, (_, index) => ({ id: `c${index}`, label: `Team ${index}` }));
    const call = called([{ ...shift, choices }]);
    assert.equal(call.asked.at(-1), 'gather 2#');
    assert.ok(call.asked.at(-2)?.endsWith(en.thenHash));
    assert.equal(call.phone(digits('12'))[0], 'record shift=c11');
  });

  test('takes the star as the decimal sign', () => {
    const call = called([{ ...years, integer: false }]);
    assert.equal(call.phone(digits('2*5#'))[0], 'record years=2.5');
  });
});

describe('a call that breaks off', () => {
  test('before privacy is accepted begins again', () => {
    const { phone } = script(interviewOf([why]));
    phone(opened);
    assert.deepEqual(phone(hangup), []);
    assert.equal(phone(opened)[0], 'opening: intro.mp3');
  });

  test('before the instructions gives them next time', () => {
    const { phone } = script(interviewOf([why]));
    phone(opened);
    phone(digits('1'));
    phone(hangup);
    const again = [`welcome-back: ${en.welcomeBack}`, 'opening: Speak up to four minutes.', 'gather 1'];
    assert.deepEqual(phone(opened), again);
  });

  test('resumes at the next unanswered question', () => {
    const { phone } = called([voice, why]);
    phone(audio('1.wav'));
    phone(hangup);
    assert.deepEqual(phone(opened), [`welcome-back: ${en.welcomeBack}`, 'question: Why this job?', 'listen why 240s']);
  });

  test('keeps the recording that arrives after the hang-up', () => {
    const { phone } = called([voice, why]);
    phone(hangup);
    assert.deepEqual(phone(audio('late.wav', 'voice')), ['record voice=late.wav', 'progress 1/2 attempted']);
    assert.deepEqual(phone(audio('late.wav', 'voice')), []);
    assert.deepEqual(phone(audio('last.wav', 'why')), ['record why=last.wav', 'progress 2/2 half', 'completed']);
  });

  test('ends the interview where only optional questions are left', () => {
    const { phone } = called([why, hobby]);
    phone(audio('1.wav'));
    assert.deepEqual(phone(hangup), ['completed']);
    assert.deepEqual(phone(audio('late.wav', 'hobby')), ['record hobby=late.wav', 'progress 2/2 half']);
  });

  test('after the end says so and hangs up', () => {
    const { phone } = called([why]);
    phone(audio('1.wav'));
    assert.deepEqual(phone(opened), [`goodbye: ${en.alreadyDoneCall}`, 'hang-up']);
  });
});

describe('silence', () => {
  test('in the opening is asked about twice, then the call ends', () => {
    const { phone } = script(interviewOf([why]));
    phone(opened);
    const again = [`hint: ${en.nothingHeard}`, `hint: ${en.pressKey}`, 'gather 1'];
    assert.deepEqual(phone(silence), again);
    assert.deepEqual(phone(silence), again);
    assert.deepEqual(phone(silence), [`goodbye: ${en.goodbye}`, 'hang-up']);
    assert.deepEqual(phone(hangup), []);
  });

  test('repeats the question once, leaves it for later, and comes back to it', () => {
    const { phone } = called([voice, why]);
    assert.deepEqual(phone(silence), [`hint: ${en.nothingHeard}`, 'question: hello.mp3', 'listen voice 240s']);
    assert.deepEqual(phone(silence), [`hint: ${en.movingOn}`, 'question: Why this job?', 'listen why 240s']);
    assert.deepEqual(phone(audio('2.wav', 'why')).at(-1), 'listen voice 240s');
    assert.equal(phone(audio('1.wav', 'voice')).at(-2), 'completed');
  });

  test('a third time in a row ends the call; the next one asks what was left out', () => {
    const { phone } = called([voice, why]);
    phone(silence);
    phone(silence);
    assert.deepEqual(phone(silence), [`goodbye: ${en.goodbye}`, 'hang-up']);
    assert.ok(phone(opened).includes('question: hello.mp3'));
  });

  test('at the last question left ends the call', () => {
    const { phone } = called([voice]);
    phone(silence);
    assert.deepEqual(phone(silence), [`goodbye: ${en.goodbye}`, 'hang-up']);
  });

  test('passes over an optional question', () => {
    const { phone } = called([why, hobby]);
    phone(audio('1.wav'));
    phone(silence);
    assert.deepEqual(phone(silence), [`hint: ${en.movingOn}`, 'closing: Thank you.', 'completed', 'hang-up']);
  });

  test('at one optional question after the other ends the interview with its closing prompt', () => {
    const { phone } = called([why, hobby, { ...hobby, id: 'hobby-2' }]);
    phone(audio('1.wav'));
    phone(silence);
    phone(silence);
    assert.deepEqual(phone(silence), ['closing: Thank you.', 'completed', 'hang-up']);
  });

  test('is also a recording of nothing', () => {
    const { phone, answers } = called([voice]);
    assert.equal(phone(audio('0.wav', 'voice', 0))[0], `hint: ${en.nothingHeard}`);
    assert.equal(answers().length, 0);
  });
});

describe('keys that mean nothing', () => {
  test('get two more tries; then a person is asked and the call goes on', () => {
    const { phone } = called([shift, why]);
    assert.equal(phone(digits('9'))[0], `hint: ${en.notUnderstood}`);
    assert.equal(phone(digits('0')).at(-1), 'gather 1');
    assert.deepEqual(phone(digits('*')).slice(0, 3), [
      'hand-over shift',
      `hint: ${en.movingOn}`,
      'question: Why this job?',
    ]);
    assert.ok(phone(audio('1.wav')).includes('question: Which shift?'));
    phone(digits('9'));
    phone(digits('9'));
    assert.deepEqual(phone(digits('9')), [`goodbye: ${en.goodbye}`, 'hang-up']);
  });

  test('the star skips an optional question that is answered by keys', () => {
    const { phone, asked } = called([{ ...years, required: false }, why]);
    assert.ok(asked.at(-2)?.endsWith(en.starSkips));
    assert.equal(phone(digits('*'))[0], 'question: Why this job?');
  });

  test('a key before any word skips an optional spoken question, and repeats a required one', () => {
    const { phone } = called([hobby, why]);
    assert.equal(phone(digits('1'))[0], 'question: Why this job?');
    assert.equal(phone(digits('1')).at(-1), 'listen why 240s');
  });

  test('speech for a question of keys is asked for again', () => {
    const { phone } = called([years]);
    assert.deepEqual(phone(audio('1.wav')).at(-1), 'gather 12#');
  });
});

describe('a call while a person has stopped the bot', () => {
  test('is told so and ended, its last recording kept', () => {
    const { phone, chat } = called([voice, why]);
    chat(stopped);
    const told = [`goodbye: ${en.personTookOver}`, 'hang-up'];
    assert.deepEqual(phone(audio('1.wav', 'voice')), ['record voice=1.wav', 'progress 1/2 attempted', ...told]);
    assert.deepEqual(phone(hangup), []);
    assert.deepEqual(phone(opened), told);
    assert.deepEqual(phone(silence), []);
    assert.deepEqual(chat(resumed), ['ask why']);
  });
});

describe('between chat and telephone', () => {
  test('a call goes on where the chat stopped', () => {
    const { chat, phone } = script(interviewOf([why, voice]));
    chat(opened);
    chat(text('Near'));
    phone(opened);
    phone(digits('1'));
    assert.deepEqual(phone(digits('1')), ['question: hello.mp3', 'listen voice 240s']);
    assert.equal(phone(audio('1.wav')).at(-2), 'completed');
  });

  test('the chat goes on where a call stopped', () => {
    const { chat, phone } = called([voice, why, either]);
    phone(audio('1.wav'));
    phone(hangup);
    assert.deepEqual(chat(opened), [`welcome-back: ${en.welcomeBack}`, 'ask why']);
    assert.equal(chat(text('Near'))[0], 'record why=Near');
    assert.ok(phone(opened).includes('question: Tell us about you.'));
    assert.deepEqual(chat(text('In writing', 'either')).at(-1), 'completed');
    assert.deepEqual(phone(audio('2.wav', 'either')), [`goodbye: ${en.alreadyDoneCall}`, 'hang-up']);
  });

  test('who writes after a call without having seen the question is shown it first', () => {
    const { chat, phone, answers } = called([voice, why]);
    phone(audio('1.wav'));
    assert.deepEqual(chat(text('Hello?')), [`welcome-back: ${en.welcomeBack}`, 'ask why']);
    assert.equal(answers().length, 1);
  });

  test('what a call left for later the chat asks in its place', () => {
    const { chat, phone } = called([voice, why]);
    phone(silence);
    phone(silence);
    phone(hangup);
    assert.equal(chat(opened).at(-1), 'ask voice');
  });

  test('a key for what the chat has answered meanwhile is not taken for the next question', () => {
    const { chat, phone, answers } = called([shift, years]);
    chat({ kind: 'choice', choiceId: 'c1', questionId: 'shift' });
    assert.equal(phone(digits('2', 'shift'))[0], 'question: How many years?');
    assert.equal(answers().length, 1);
  });
});
