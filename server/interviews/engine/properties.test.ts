import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { interviewOf, questions } from '#test/interview-script.ts';
import type { Question } from '../definition.ts';
import { advance, advanceAll, initialState } from './advance.ts';
import type { Effect, EngineEvent, EngineState, Interview } from './types.ts';

const extra: Question = { id: 'extra', text: 'A number?', type: 'number', required: false };
const all = [...Object.values(questions), extra];
const questionId = fc.option(fc.constantFrom(...all.map((one) => one.id), 'nowhere', ''), { nil: undefined });
const words = fc.oneof(
  fc.constantFrom('3', '2.', 'night', 'skip', 'maybe', '', ' ', '1,200', 'hello', '61'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const told = fc.oneof(
  fc.record({ kind: fc.constant('opened'), skipOpening: fc.boolean() }),
  fc.record({ kind: fc.constant('text'), text: words, questionId }),
  fc.record({
    kind: fc.constant('audio'),
    blobKey: fc.constantFrom('a', 'b'),
    contentType: fc.constant('audio/wav'),
    durationMs: fc.constantFrom(0, 4000),
    questionId,
  }),
  fc.record({ kind: fc.constant('choice'), choiceId: fc.constantFrom('c1', 'c2', 'c9'), questionId }),
  fc.record({
    kind: fc.constant('digits'),
    digits: fc.constantFrom('1', '2', '9', '12', '*', '#', '', '1*5'),
    questionId,
  }),
  fc.constantFrom({ kind: 'silence' }, { kind: 'hangup' }, { kind: 'skip' }, { kind: 'stopped' }, { kind: 'resumed' }),
  fc.constant({ kind: 'unheard-of' }),
);
const at = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const event = fc
  .tuple(told, fc.constantFrom('chat', 'phone'), at)
  .map(([one, medium, when]) => ({ ...one, medium, at: when }) as EngineEvent);
const events = fc.array(event, { maxLength: 60, size: 'max' });
const interview = fc
  .tuple(fc.shuffledSubarray(all, { minLength: 1 }), fc.constantFrom('en', 'es', 'ar', 'xx'))
  .map(([asked, language]) => interviewOf(asked, language));

type Seen = { state: EngineState; effects: Effect[] };

function walk(
  of: Interview,
  happened: EngineEvent[],
  look: (seen: Seen, before: EngineState, event: EngineEvent) => void,
) {
  let state = initialState;
  const effects: Effect[] = [];
  for (const one of happened) {
    const step = advance(of, state, one);
    effects.push(...step.effects);
    look(step, state, one);
    state = step.state;
  }
  return { state, effects };
}

const runs = { numRuns: 2000 };

test('every answer is recorded once, counted once, and never lost again', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      const { state, effects } = walk(of, happened, (seen, before) => {
        assert.deepEqual(seen.state.answered.slice(0, before.answered.length), before.answered);
      });
      const recorded = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.answer.questionId] : []));
      assert.deepEqual(recorded, state.answered);
      assert.equal(new Set(recorded).size, recorded.length);
      const progress = effects.filter((effect) => effect.kind === 'progress');
      assert.deepEqual(
        progress.map((one) => one.answered),
        recorded.map((_, index) => index + 1),
      );
      assert.equal(progress.filter((one) => one.attempted).length, recorded.length > 0 ? 1 : 0);
      assert.equal(
        progress.filter((one) => one.half).length,
        recorded.length * 2 > of.definition.questions.length ? 1 : 0,
      );
    }),
    runs,
  );
});

test('it is completed once, and exactly when every question is answered or, if optional, passed over', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      const { state, effects } = walk(of, happened, () => {});
      const open = (id: string) => !state.answered.includes(id) && !state.skipped.includes(id);
      assert.equal(
        state.completed,
        of.definition.questions.every((question) => !open(question.id)),
      );
      const required = of.definition.questions.filter((question) => question.required);
      if (state.completed) assert.ok(required.every((question) => state.answered.includes(question.id)));
      assert.equal(effects.filter((effect) => effect.kind === 'completed').length, state.completed ? 1 : 0);
    }),
    runs,
  );
});

test('its state is plain JSON, and the same events give the same effects', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      walk(of, happened, (seen, before, one) => {
        assert.deepEqual(JSON.parse(JSON.stringify(seen.state)), seen.state);
        assert.deepEqual(advance(of, JSON.parse(JSON.stringify(before)), one), seen);
      });
    }),
    runs,
  );
});

const ofPhone = new Set(['gather', 'record-call', 'hang-up']);
const inCall = new Set(['opened', 'audio', 'digits', 'silence']);

test('a call always knows what to do next, and a chat is never told to listen', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      walk(of, happened, ({ state, effects }, before, one) => {
        const { length } = effects.filter((effect) => ofPhone.has(effect.kind));
        const last = effects.at(-1)?.kind;
        if (one.medium === 'chat' || !inCall.has(one.kind)) assert.equal(length, 0);
        else if (before.onCall || one.kind === 'opened') {
          assert.equal(length, 1);
          assert.ok(ofPhone.has(last ?? ''));
          assert.equal(state.onCall, last !== 'hang-up');
        }
      });
    }),
    runs,
  );
});

test('the bot does not write to whom a person writes', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      walk(of, happened, ({ effects }, before, one) => {
        if (before.stopped && one.kind !== 'resumed' && one.medium === 'chat') assert.deepEqual(effects, []);
      });
    }),
    runs,
  );
});

test('whoever is silent, or presses the wrong keys, is not kept on the line for ever', () => {
  const mute = fc.constantFrom({ kind: 'silence' }, { kind: 'digits', digits: '99' });
  fc.assert(
    fc.property(interview, fc.array(mute, { minLength: 100, maxLength: 100 }), (of, happened) => {
      const call = [{ kind: 'opened' }, ...happened].map((one) => ({ ...one, medium: 'phone', at: '' }) as EngineEvent);
      assert.equal(walk(of, call, () => {}).state.onCall, false);
    }),
  );
});

test('a batch never throws, and records nothing twice', () => {
  fc.assert(
    fc.property(interview, events, (of, happened) => {
      const { state, effects } = advanceAll(of, initialState, happened);
      const recorded = effects.flatMap((effect) => (effect.kind === 'record' ? [effect.answer.questionId] : []));
      assert.deepEqual(recorded, state.answered);
      assert.equal(new Set(recorded).size, recorded.length);
    }),
    runs,
  );
});

test('whoever only writes nonsense is answered a few times, not for ever', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('what?', 'maybe', '??'), { minLength: 20, maxLength: 40 }), (texts) => {
      const of = interviewOf([questions.shift]);
      const written = texts.map((text) => ({ kind: 'text', medium: 'chat', at: '', text }) as EngineEvent);
      const { effects } = walk(of, written, () => {});
      assert.ok(effects.length <= 6);
    }),
  );
});
