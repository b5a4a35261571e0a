import assert from 'node:assert/strict';
import { ChildProcess } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { rawMail } from '#test/mailing.ts';
import { mailId } from './message-id.ts';
import { unsubscribeToken } from './unsubscribe.ts';

const signing = { secret: 'the secret of this installation', publicUrl: '' };
const guessed = { secret: 'the secret of somebody else' };
const mail = { companyId: 7, messageId: 5, retries: 1 };

/** What the processes are told that begin from now on. */
function overhear({ mock }: TestContext): object[] {
  const told: object[] = [];
  type Begun = ChildProcess & { spawn(options: object): number };
  const prototype = ChildProcess.prototype as Begun;
  const { spawn } = prototype;
  mock.method(prototype, 'spawn', function (this: Begun, options: object) {
    const begun = spawn.call(this, options);
    const send = this.send.bind(this);
    this.send = ((message: object) => (told.push(message), send(message))) as ChildProcess['send'];
    return begun;
  });
  return told;
}

test('a process that reads mails is told no secret of ours; what it finds of ours is proved outside', async (context) => {
  const told = overhear(context);
  // As a program that has just begun: it has no process yet.
  const { href } = new URL('./read-mail-apart.ts?anew', import.meta.url);
  const { readMailApart } = (await import(href)) as typeof import('./read-mail-apart.ts');
  const read = (subject: string, ...headers: string[]) => {
    const raw = Buffer.from(rawMail({ from: 'ana@candidates.example', text: 'Hello', subject, headers }));
    return readMailApart(signing, 7, { raw, trustedServer: 'mx.acme.example' });
  };
  const ids = [guessed, signing].map((one) => mailId(one, mail, 'acme.example'));
  const answer = await read('Re: Hello', `In-Reply-To: ${ids.join(' ')}`);
  assert.deepEqual([answer.text, answer.answers], ['Hello', [mail]]);
  assert.deepEqual((await read(`unsubscribe ${unsubscribeToken(signing, mail)}`)).unsubscribe, mail);
  assert.equal((await read(`unsubscribe ${unsubscribeToken({ ...guessed }, mail)}`)).unsubscribe, null);
  assert.deepEqual(
    told.map((input) => Object.keys(input)),
    Array(3).fill(['raw', 'trustedServer']),
  );
});
