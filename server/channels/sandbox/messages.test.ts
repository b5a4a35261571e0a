import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { withCompany, withSystem } from '#platform/db.ts';
import { mailsTo } from '#test/accounts.ts';
import { startTestApp, type TestApp } from '#test/app.ts';
import { as, createHiring, type Hiring, sessionFromHeader } from '#test/applicants.ts';
import { findSandboxMessages, type SandboxMessage } from './messages.ts';

let program: TestApp;
let hiring: Hiring;
before(async () => {
  program = await startTestApp({ authenticate: sessionFromHeader, worker: true });
  hiring = await createHiring(program.db);
});
after(() => program.close());

async function messagesTo(to: string): Promise<SandboxMessage[]> {
  const url = `/api/sandbox/messages?${new URLSearchParams({ to })}`;
  return (await program.app.inject({ url, headers: as('owner', hiring) })).json();
}

const found = async (to: string) => (await messagesTo(to)).map((message) => message.to);

test('a phone is found however it is written, and only that one', async () => {
  const [phone, other] = ['+639171234567', '+639171234568'];
  await withCompany(program.db, hiring.companyId, (trx) =>
    trx
      .insertInto('sandbox_messages')
      .values([phone, other].map((to_address) => ({ ...company(), channel: 'sms', to_address, body: 'Hello' })))
      .execute(),
  );
  const written = [
    '+639171234567',
    '+63 917 123 4567',
    '0063 917-123-4567',
    '639171234567',
    '0917 123 4567',
    '9171234567',
  ];
  for (const to of written) assert.deepEqual(await found(to), [phone], to);
  for (const to of ['+63917123456', '567', 'nobody@example.com']) assert.deepEqual(await found(to), [], to);
});

test('a mailbox is found in capitals and without', async () => {
  const payload = { email: 'Nora.Diaz@Example.com', name: 'Nora' };
  const headers = as('owner', hiring);
  await program.app.inject({ method: 'POST', url: '/api/team/invitations', headers, payload });
  await mailsTo(program, 'nora.diaz@example.com');
  for (const to of ['Nora.Diaz@Example.com', 'nora.diaz@example.com', ' NORA.DIAZ@EXAMPLE.COM '])
    assert.deepEqual(await found(to), ['nora.diaz@example.com'], to);
});

test('an invitation is shown to an owner, a link for a new password to the operator alone', async () => {
  const to = 'rosa@example.com';
  const headers = as('owner', hiring);
  const payload = { email: to, name: 'Rosa' };
  await program.app.inject({ method: 'POST', url: '/api/team/invitations', headers, payload });
  const [invitation] = await mailsTo(program, to);
  await program.app.inject({ method: 'POST', url: '/api/auth/password-reset-requests', payload: { email: to } });
  const mails = await mailsTo(program, to, 2);
  assert.deepEqual(
    (await messagesTo(to)).map(({ body }) => body),
    [invitation?.body],
  );
  const seen = await withSystem(program.db, (trx) => findSandboxMessages(trx, { companyId: null, to, limit: 10 }));
  assert.deepEqual(
    seen.map(({ body }) => body),
    mails.map(({ body }) => body),
  );
});

const company = () => ({ company_id: hiring.companyId });
