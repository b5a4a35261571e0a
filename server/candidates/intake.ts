import type pg from 'pg';
import type { Words } from '#platform/sentences.ts';
import type { Services } from '#platform/services.ts';
import { arrangeDetails } from './attributes/details.ts';
import { writingOf } from './attributes/values.ts';
import type { Arrival, Taken } from './intake-batch.ts';
import { findIntakeCampaign, type IntakeCampaign } from './intake-campaigns.ts';
import { gather } from './intake-gather.ts';
import { type NewPerson, type ReadPerson, readPerson } from './intake-person.ts';
import type { Actor } from './intake-queries.ts';
import { isSpoiled, takeIn } from './intake-transaction.ts';
import { words } from './words.ts';

/** What became of one person of the list; `position` is their place in it. */
export type Outcome = { position: number; taken: Taken };

export type IntakeOptions = {
  /** Which channel brought them (`Public API`, `CSV`, `Added by hand`, …); a person's own source goes before it. */
  source: string;
  actor: Actor;
  /** For somebody who is in the campaign already: a second application (labelled Duplicate), or the one there is. */
  repeat?: Arrival['repeat'];
  /** Runs in the very transaction that stores these people, refused ones included: for progress that must not drift. */
  within?: (client: pg.PoolClient, outcomes: Outcome[]) => Promise<void>;
  /** The outcomes for which `within` ran stand. It may run more than once for the same people before they do. */
  committed?: (outcomes: Outcome[]) => void;
};

/**
 * The one way in which applications are made: people are recognised by e-mail or phone, stored with their application,
 * its history and their invitation, all in one transaction. The results are in the order given; one person's problem
 * is theirs alone. Calls for single people are gathered with others of the same company that come at the same time.
 */
export async function createApplications(
  services: Services,
  companyId: number,
  campaignId: number,
  people: NewPerson[],
  options: IntakeOptions,
): Promise<Taken[]> {
  const campaign = await findIntakeCampaign(services, companyId, campaignId);
  const closed = closedCampaign(campaign);
  const results: (Taken | undefined)[] = [];
  const waiting: Waiting[] = [];
  for (const [position, given] of people.entries()) {
    const read = closed || !campaign ? { refusal: closed } : readPerson(given, campaign.country);
    if ('refusal' in read) results[position] = { outcome: 'refused', ...(read.refusal as Closed) };
    else if (campaign) {
      const { source, repeat = 'second application' } = options;
      const person = withAttributes(read.person, campaign, options.actor);
      waiting.push({ position, arrival: { person, campaign, source, repeat } });
    }
  }
  if (options.within) {
    const refused = results.flatMap((taken, position) => (taken ? [{ position, taken }] : []));
    for (const { position, taken } of await storeList(services, companyId, waiting, refused, options))
      results[position] = taken;
  } else {
    const stored = await Promise.all(waiting.map(({ arrival }) => gather(services, companyId, arrival, options.actor)));
    for (const [index, { position }] of waiting.entries()) results[position] = stored[index];
  }
  return results as Taken[];
}

function withAttributes(person: ReadPerson, { attributes, country }: IntakeCampaign, actor: Actor): ReadPerson {
  if (attributes.length === 0) return person;
  const { monthFirst, decimalComma } = writingOf(country);
  // A program writes numbers with a point, wherever it is.
  const writing = { monthFirst, decimalComma: decimalComma && actor.kind !== 'api' };
  return { ...person, others: arrangeDetails(person.others, attributes, writing) };
}

type Waiting = { position: number; arrival: Arrival };

type Closed = { code: string; reason: Words };

function closedCampaign(campaign: IntakeCampaign | null): Closed | null {
  if (!campaign) return { code: 'not_found', reason: words.noCampaign };
  if (!campaign.archived) return null;
  return { code: 'campaign_archived', reason: words.campaignArchived(campaign.title) };
}

/** A list with its progress in one transaction; where a row spoils it, row by row. */
async function storeList(
  services: Services,
  companyId: number,
  waiting: Waiting[],
  refused: Outcome[],
  options: IntakeOptions,
): Promise<Outcome[]> {
  const run = async (part: Waiting[], others: Outcome[]) => {
    const arrivals = part.map((one) => one.arrival);
    const outcomesOf = (taken: Taken[]) => {
      const outcomes = part.map(({ position }, index) => ({ position, taken: taken[index] as Taken }));
      return [...outcomes, ...others].sort((a, b) => a.position - b.position);
    };
    const within = async (client: pg.PoolClient, taken: Taken[]) => options.within?.(client, outcomesOf(taken));
    const stored = outcomesOf(await takeIn(services, companyId, arrivals, options.actor, within));
    options.committed?.(stored);
    return stored;
  };
  try {
    return await run(waiting, refused);
  } catch (error) {
    if (waiting.length === 0 || !isSpoiled(error)) throw error;
  }
  const all = [...waiting, ...refused].sort((a, b) => a.position - b.position);
  const outcomes: Outcome[] = [];
  for (const one of all) {
    const [outcome] = await ('arrival' in one ? run([one], []) : run([], [one])).catch((error) => {
      if (!('arrival' in one) || !isSpoiled(error)) throw error;
      return run([], [{ position: one.position, taken: spoiled }]);
    });
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

const spoiled: Taken = {
  outcome: 'refused',
  code: 'not_storable',
  reason: words.notStorable,
};
