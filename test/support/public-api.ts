import assert from 'node:assert/strict';
import { type Trx, withCompany } from '#platform/db.ts';
import { startTestApp } from './app.ts';
import { createRecruiting } from './intake.ts';

export type Answer = { status: number; headers: Headers; body: any };

export const json = { 'content-type': 'application/json' };

/** The program with a company that takes candidates by its public API, and ways to call it. */
export async function startPublicApi() {
  const program = await startTestApp({ listen: true });
  const recruiting = await createRecruiting(program.db);
  let serial = 0;

  async function send(
    body: string | URLSearchParams | FormData | Buffer,
    headers: Record<string, string> = {},
    options: { campaign?: number | string; query?: string } = {},
  ): Promise<Answer> {
    const campaign = options.campaign ?? recruiting.campaignId;
    const url = `${program.url}/api/talkpush_services/campaigns/${campaign}/campaign_invitations${options.query ?? ''}`;
    const response = await fetch(url, { method: 'POST', body: body as string, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  const credentials = () => ({ api_key: recruiting.key, api_secret: recruiting.secret });
  const email = () => `ana${++serial}@example.com`;

  function form(fields: Record<string, string>, file?: { content: string | Buffer; name: string }): FormData {
    const data = new FormData();
    // The file first: who sends it is known only after it has arrived.
    if (file) data.append('campaign_invitation[temporary_cv]', new Blob([file.content as never]), file.name);
    for (const [name, value] of Object.entries({ ...fields, ...credentials() })) data.append(name, value);
    return data;
  }

  return {
    program,
    recruiting,
    send,
    credentials,
    form,
    person: (more: object = {}) => ({ first_name: 'Ana', last_name: 'Reyes', email: email(), ...more }),
    formPerson: () => ({
      'campaign_invitation[first_name]': 'Carlo',
      'campaign_invitation[last_name]': '',
      'campaign_invitation[email]': email(),
    }),
    post: (invitation: unknown) => send(JSON.stringify({ ...credentials(), campaign_invitation: invitation }), json),
    inCompany: <T>(work: (trx: Trx) => Promise<T>) => withCompany(program.db, recruiting.companyId, work),
    applicationRow: (id: number) =>
      withCompany(program.db, recruiting.companyId, (trx) =>
        trx.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      ),
  };
}

export type PublicApi = Awaited<ReturnType<typeof startPublicApi>>;

export function assertRefused(answer: Answer, status: number, code: string, message: RegExp): void {
  assert.deepEqual([answer.status, answer.body.error?.code], [status, code], JSON.stringify(answer.body));
  assert.match(answer.body.error.message, message);
}
