import { assign, type Given } from '../assignment/assign.ts';
import { words as candidateWords } from '../words.ts';
import { type Outcome, skipped, together, type Verb } from './verb.ts';
import { words } from './words.ts';

/** Gives them to somebody of the team who has access to their campaign, or to nobody. */
export function assignVerb(userId: string | null): Verb {
  return together(async ({ trx, session }, held) => {
    const { name, outcomes } = await assign(trx, session, held, userId);
    return new Map([...outcomes].map(([id, given]) => [id, outcomeOf(given, name)]));
  });
}

function outcomeOf(given: Given, name: string): Outcome {
  if (given === 'given') return { outcome: 'done' };
  return given === 'as it was'
    ? skipped('assigned_already', words.assignedAlready)
    : skipped('no_access', candidateWords.noAccess(name));
}
