import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { outboxHint } from '#conversations/queue.ts';
import { as } from '#test/applicants.ts';
import { connectMail, createWriter, handOver, type Mailing, nthMail, replyTo, startMailing } from '#test/mailing.ts';
import { queue } from '#test/outbox.ts';

let mailing: Mailing;
let webhook: string;
before(async () => {
  mailing = await startMailing({ worker: true });
  webhook = await connectMail(mailing);
});
after(() => mailing.close());

const query = (statement: string, values: unknown[] = []) =>
  mailing.program.db.pool.query(statement, values).then(({ rows }) => rows);

for (const how of ['the link', 'a reply'] as const)
  test(`who got a mail that was sent again elsewhere speaks for their own address alone, by ${how}`, async () => {
    const { program, hiring, smtp } = mailing;
    const writer = await createWriter(program, hiring);
    const { companyId, candidateId, applicationId, email } = writer;
    const about = { candidateId, applicationId, channel: 'email', author: 'system', purpose: 'message' } as const;
    const [id] = await queue(program.db, companyId, [
      { ...about, subject: 'Hi', body: `Told by ${how}`, toAddress: email },
    ]);
    program.services.hints.publish(outboxHint);
    const mail = await nthMail(smtp, email, 1);
    // A report came that it was not delivered.
    await query("update messages set status = 'failed' where id = $1", [id]);
    const call = (method: 'PATCH' | 'POST', url: string, payload?: object) =>
      program.app.inject({ method, url, headers: as('owner', hiring), ...(payload && { payload }) });
    const right = `right.${applicationId}@example.com`;
    assert.equal((await call('PATCH', `/api/applications/${applicationId}`, { email: right })).statusCode, 200);
    assert.equal((await call('POST', `/api/messages/${id}/retry`)).statusCode, 200);
    await nthMail(smtp, right, 1);
    if (how === 'the link') {
      const { unsubscribe } = mail.mail.headers.get('list') as unknown as { unsubscribe: { url: string } };
      const path = new URL(unsubscribe.url).pathname;
      assert.equal((await program.app.inject({ method: 'POST', url: path })).statusCode, 200, path);
    } else await handOver(program, webhook, replyTo(mail, { from: email, text: 'STOP' }));
    const out = await query("select address from suppressions where channel = 'email' and address = any ($1)", [
      [email, right],
    ]);
    assert.deepEqual(out, [{ address: email }]);
  });
