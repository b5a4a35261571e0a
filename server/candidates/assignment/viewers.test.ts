import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Hint } from '#platform/events.ts';
import type { Session } from '#platform/http/access.ts';
import { createHiring, type Hiring } from '#test/applicants.ts';
import { type Leads, startLeads } from '#test/leads.ts';
import { waitUntil } from '#test/wait-until.ts';
import { followViewers } from './viewers.ts';

let leads: Leads;
let hiring: Hiring;
let foreign: Hiring;
before(async () => {
  leads = await startLeads();
  hiring = leads.hiring;
  foreign = await createHiring(leads.program.db, { name: 'Other' });
});
after(() => leads.program.close());

const look = (id: number, role: 'owner' | 'manager' = 'manager', who = hiring) =>
  leads.call('PUT', `/api/applications/${id}/viewing`, undefined, who, role);
const leave = (id: number, role: 'owner' | 'manager' = 'manager', who = hiring) =>
  leads.call('DELETE', `/api/applications/${id}/viewing`, undefined, who, role);

describe('who looks at a candidate', () => {
  it('is seen by others who do, not by themselves, until they leave', async () => {
    const id = await leads.person('Ana', 'Seen');
    assert.deepEqual((await look(id)).json(), []);
    await waitUntil(async () => (await look(id, 'owner')).json().length > 0);
    const [seen] = (await look(id, 'owner')).json();
    assert.deepEqual(seen, { id: hiring.managerId, name: 'manager of Acme', photoUrl: null });
    assert.equal((await leave(id)).statusCode, 204);
    await waitUntil(async () => (await look(id, 'owner')).json().length === 0);
  });

  it('is told to browsers when they come and when they leave, and not each time they are heard of', async () => {
    const id = await leads.person('Ana', 'Told');
    const told: Hint[] = [];
    const stop = leads.program.services.hints.subscribe((hint) => {
      if (hint.topic === 'viewing' && hint.id === id) told.push(hint);
    });
    await look(id);
    await waitUntil(async () => told.length === 1);
    await waitUntil(async () => (await look(id, 'owner')).json().length === 1);
    // What is told within the same moment is told once.
    await waitUntil(async () => told.length === 2);
    await look(id);
    await leave(id);
    // Of the manager, of the owner, and of the manager who left.
    await waitUntil(async () => told.length === 3);
    stop();
    assert.ok(told.every(({ companyId }) => companyId === hiring.companyId));
  });

  it('is not seen out of reach or from another company, where the candidate is as if there were none', async () => {
    const stray = await leads.person('Ana', 'Stray', { campaignId: null, folder: 'no_campaign' });
    const theirs = await leads.person('Eve', 'Theirs', {}, foreign);
    const missing = (await look(2 ** 40)).body;
    for (const id of [stray, theirs])
      for (const answer of [await look(id), await leave(id)])
        assert.deepEqual([answer.statusCode, answer.body], [404, missing]);
    assert.equal((await look(stray, 'owner')).statusCode, 200);
  });

  it('has left where nothing was heard of them for 20 seconds, as of a browser that is gone', () => {
    let now = 0;
    let hear: (hint: Hint) => void = () => {};
    const hints = {
      publish: (hint: Hint) => hear(hint),
      subscribe: (listener: (hint: Hint) => void) => {
        hear = listener;
        return () => {};
      },
      close: async () => {},
    };
    const viewers = followViewers(hints, () => now);
    const session = (userId: string, companyId = 1): Session => ({ sessionId: '', userId, companyId, role: 'manager' });
    viewers.come(session('a'), 7);
    viewers.come(session('x', 2), 7);
    now = 19_000;
    viewers.come(session('b'), 7);
    assert.deepEqual(viewers.others(session('b'), 7), ['a']);
    now = 21_000;
    assert.deepEqual(viewers.others(session('a'), 7), ['b']);
    assert.deepEqual(viewers.others(session('b'), 7), []);
  });
});
