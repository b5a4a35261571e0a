import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { withSystem } from '#platform/db.ts';
import { startTestApp } from './app.ts';
import { as, createApplicant, createHiring, sessionFromHeader } from './applicants.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
type Role = 'owner' | 'manager';
type Person = { email?: string; phone?: string; folder?: string; campaignId?: number | null };

export type List = {
  items: { id: number; candidateId: number; firstName: string; folder: string }[];
  nextCursor: string | null;
  similar: boolean;
};

/** The program with a company that hires, and ways to look at its applications as a recruiter does. */
export async function startLeads() {
  const program = await startTestApp({ authenticate: sessionFromHeader });
  const hiring = await createHiring(program.db);

  const call = async (method: Method, url: string, payload?: object, who = hiring, role: Role = 'manager') =>
    program.app.inject({ method, url, headers: as(role, who), ...(payload ? { payload } : {}) });

  async function list(query: string, who = hiring, role: Role = 'manager'): Promise<List> {
    const response = await call('GET', `/api/applications?${query}`, undefined, who, role);
    assert.equal(response.statusCode, 200, response.body);
    return response.json();
  }

  /** The ids of all pages, one after the other. */
  async function walk(query: string, who = hiring, role: Role = 'manager'): Promise<number[]> {
    const ids: number[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list(`${query}${cursor && `&cursor=${cursor}`}`, who, role);
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    return ids;
  }

  async function person(firstName: string, lastName: string, more: Person = {}, who = hiring): Promise<number> {
    const { email = null, phone = null, folder = 'inbox', campaignId = who.campaignId } = more;
    const of = { companyId: who.companyId, campaignId };
    const { applicationId, candidateId } = await createApplicant(program.db, of, { firstName, email, phone });
    await withSystem(program.db, async (trx) => {
      await sql`update candidates set last_name = ${lastName} where id = ${candidateId}`.execute(trx);
      await sql`update applications set folder = ${folder} where id = ${applicationId}`.execute(trx);
    });
    return applicationId;
  }

  return { program, hiring, call, list, walk, person };
}

export type Leads = Awaited<ReturnType<typeof startLeads>>;
