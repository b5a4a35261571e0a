import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { createHiring } from '#test/applicants.ts';
import { createRandom } from './random.ts';
import { tellStory } from './story.ts';
import { writeStories } from './write-stories.ts';

let test: TestApp;
before(async () => {
  test = await startTestApp();
});
after(() => test.close());

it('says of the last message what was said: by which channel, and nothing of the team is later than the last activity', async () => {
  const { companyId, campaignId, managerId } = await createHiring(test.db);
  const random = createRandom(7);
  const stories = Array.from({ length: 200 }, (_, serial) =>
    tellStory({
      random,
      now: Date.now(),
      language: 'en',
      voiceNames: ['english'],
      company: 'Demo',
      teamSize: 1,
      serial,
    }),
  );
  const rows = await withSystem(test.db, async (trx) => {
    await writeStories(trx, { companyId, campaignId, users: [managerId] }, stories);
    return sql<{ channel: string; last_message_channel: string; activity: Date; said: Date }>`
      select m.channel, a.last_message_channel, a.last_activity_at as activity,
        (select max(created_at) from messages s where s.application_id = a.id and s.author in ('user', 'candidate')) as said
      from applications a, lateral (select channel from messages m where m.application_id = a.id order by created_at desc, id desc limit 1) m
      where a.company_id = ${companyId}`.execute(trx);
  });
  assert.equal(rows.rows.length, stories.length);
  assert.ok(new Set(rows.rows.map(({ channel }) => channel)).size > 1);
  for (const row of rows.rows) {
    assert.equal(row.last_message_channel, row.channel);
    assert.ok(!row.said || row.activity >= row.said, JSON.stringify(row));
  }
});
