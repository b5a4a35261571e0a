import { withSystem } from '#platform/db.ts';
import { type FakeWechat, type Signing, startWechat } from '../providers/wechat.ts';
import type { TestApp, TestAppOptions } from './app.ts';
import { type Applicant, createApplicant, type Hiring } from './applicants.ts';
import { connectWay, publicUrl, startBeside } from './connecting.ts';

export const wechatWay = { channel: 'wechat', provider: 'tencent' } as const;

/** The program beside a fake WeChat, with a company that can connect to it. */
export async function startWechatting(options: TestAppOptions = {}) {
  const wechat = await startWechat();
  const beside = await startBeside(wechat, options);
  return { ...beside, wechat };
}

/** Connects the company, in safe mode unless it says otherwise; returns where its webhooks arrive. */
export function connectWechat(program: TestApp, hiring: Hiring, { credentials }: FakeWechat, more = {}) {
  return connectWay(program, hiring, wechatWay, { ...credentials, ...more });
}

/** As WeChat delivers a webhook. */
export function deliverWechat({ app }: TestApp, wechat: FakeWechat, url: string, xml: string, options: Signing = {}) {
  const { query, payload } = wechat.signed(xml, options);
  const headers = { 'content-type': 'text/xml' };
  return app.inject({ method: 'POST', url: url.slice(publicUrl.length), query, headers, payload });
}

let serial = 0;

/** An applicant who is known by their ID at the account. */
export async function createFollower({ db }: TestApp, hiring: Hiring): Promise<Applicant & { openid: string }> {
  const openid = `oXyZ_follower-${String(++serial).padStart(6, '0')}`;
  const applicant = await createApplicant(db, hiring);
  const contact = { company_id: applicant.companyId, candidate_id: applicant.candidateId };
  await withSystem(db, (trx) =>
    trx
      .insertInto('candidate_contacts')
      .values({ ...contact, kind: 'wechat', value: openid })
      .execute(),
  );
  return { ...applicant, openid };
}

export const text = (Content: string) => ({ MsgType: 'text', Content });
