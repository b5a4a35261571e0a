import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createApiKey } from '#accounts/api-keys.ts';
import { sessionCookie, startSession } from '#accounts/sessions.ts';
import { issueInvitation } from '#accounts/team.ts';
import { createUser } from '#accounts/users.ts';
import { prepareBulk } from '#candidates/bulk/bulk.ts';
import { createFolder } from '#candidates/folders/folders.ts';
import { createLabel } from '#candidates/labels.ts';
import { createReason } from '#candidates/reasons/reasons.ts';
import { saveConnection, webhookToken } from '#channels/connections.ts';
import { mail } from '#channels/email/adapter.ts';
import { unsubscribeLink } from '#channels/email/unsubscribe.ts';
import { twilio } from '#channels/sms/twilio/adapter.ts';
import { chatToken } from '#interviews/links.ts';
import { openingToken } from '#openings/links.ts';
import { widgetToken } from '#openings/widget/links.ts';
import { type DownloadOptions, signedPath, signFile } from '#platform/blobs/download.ts';
import { newBlobKey } from '#platform/blobs/store.ts';
import { type Trx, withSystem } from '#platform/db.ts';
import { issueToken } from '#sharing/links.ts';
import { newEmail } from './accounts.ts';
import type { TestApp } from './app.ts';
import { type Applicant, createApplicant, createHiring, type Hiring } from './applicants.ts';

export type CompanyRows = Awaited<ReturnType<typeof createCompanyRows>>;

/** A company with at least one of everything that has an id, and its people signed in. */
export async function createCompanyRows(test: TestApp) {
  const hiring = await createHiring(test.db);
  const applicant = await createApplicant(test.db, hiring);
  const other = await createApplicant(test.db, hiring, { firstName: 'Anna' });
  const rows = await withSystem(test.db, async (trx) => {
    const { companyId } = hiring;
    const newUser = () => createUser(trx, companyId, { email: newEmail(), name: 'Bea', role: 'manager' });
    const [outsiderId, colleagueId] = [await newUser(), await newUser()];
    const ids: Record<string, string | number> = {
      campaignId: hiring.campaignId,
      applicationId: applicant.applicationId,
      labelId: (await createLabel(trx, companyId, 'Night shift')).id,
      messageId: await failedMessage(trx, applicant),
      quickReplyId: await ownQuickReply(trx, hiring),
      savedViewId: await ownView(trx, hiring),
      importId: await uploadedImport(trx, hiring),
      apiKeyId: (await createApiKey(trx, companyId, { name: 'Old site' })).id,
      userId: colleagueId,
      sessionId: (await signInAs(test, trx, hiring.managerId)).id,
      channel: 'sms',
      mergedApplicationId: other.applicationId,
      mergeId: await merge(trx, applicant),
      connectionId: await connectedChannel(test, trx, hiring),
      letterId: await savedLetter(trx, hiring),
      bulkId: await selection(trx, hiring, applicant),
      exportId: await waitingExport(trx, hiring),
      shareId: await openShare(trx, hiring, applicant),
      folderKey: await ownFolder(trx, hiring),
      reasonId: await createReason(trx, companyId, 'rejected', 'Lives too far away'),
      attributeId: await ownAttribute(trx, hiring),
    };
    const invitation = await issueInvitation(trx, companyId, colleagueId, null);
    const { key, secret } = await createApiKey(trx, companyId, { name: 'Careers site' });
    return {
      ids,
      invitation,
      apiKey: { 'api-key': key, 'api-secret': secret },
      owner: (await signInAs(test, trx, hiring.ownerId)).headers,
      manager: (await signInAs(test, trx, hiring.managerId)).headers,
      /** A manager who has no campaign. */
      outsider: (await signInAs(test, trx, outsiderId)).headers,
    };
  });
  return { ...rows, tokens: await linkTokens(test, applicant, hiring.campaignId, rows.ids, rows.invitation) };
}

async function signInAs(test: TestApp, trx: Trx, userId: string) {
  const token = await startSession(trx, userId, { ip: '127.0.0.1', headers: {} } as FastifyRequest);
  const newest = trx.selectFrom('sessions').select('id').where('user_id', '=', userId).orderBy('id', 'desc').limit(1);
  const { id } = await newest.executeTakeFirstOrThrow();
  return { id, headers: { cookie: `${sessionCookie(test.services.config).name}=${token}` } };
}

/** The tokens of links, by how the route begins that takes them. */
async function linkTokens(
  { services }: TestApp,
  applicant: Applicant,
  campaignId: number,
  { messageId, connectionId, shareId }: Record<string, unknown>,
  invitation: string,
) {
  const { companyId } = applicant;
  const key = newBlobKey(companyId);
  await services.blobs.put(key, Buffer.from('words'), { contentType: 'text/plain', maxBytes: 100 });
  const expiresAt = new Date(Date.now() + 60_000);
  const file = { filename: 'a.txt', contentType: 'text/plain', disposition: 'attachment', expiresAt } as const;
  const lastPart = (path: string) => path.split('/').at(-1) as string;
  return {
    '/api/auth/invitations/': invitation,
    '/api/chat/': chatToken(services.config, { ...applicant, linkVersion: 1 }),
    '/blobs/': lastPart(signedPath(services.config.secret, key, file)),
    '/pictures/': await mailPicture(services, companyId, key),
    '/j/': openingToken(services.config, { companyId, campaignId }),
    ...(await sharedTokens(services, companyId, shareId as number, key, file)),
    '/w/': widgetToken(services.config, companyId),
    '/u/': lastPart(unsubscribeLink(services.config, { companyId, messageId: messageId as number })),
    '/webhooks/email/': webhookToken(services.config, {
      companyId,
      connectionId: await withSystem(services.db, (trx) => connectedMail(services, trx, companyId)),
    }),
    '/webhooks/': webhookToken(services.config, { companyId, connectionId: connectionId as number }),
  };
}

async function merge(trx: Trx, { companyId, candidateId }: Applicant): Promise<number> {
  const moved = { applications: [], messages: [], contacts: [], labelled: [], filled: {} };
  const { id } = await trx
    .insertInto('candidates')
    .values({ company_id: companyId, first_name: 'Anna' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const row = { company_id: companyId, kept_id: candidateId, merged_id: id, moved: JSON.stringify(moved) };
  return (await trx.insertInto('candidate_merges').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

async function failedMessage(trx: Trx, { companyId, candidateId, applicationId }: Applicant): Promise<number> {
  const { id } = await trx
    .insertInto('messages')
    .values({
      company_id: companyId,
      candidate_id: candidateId,
      application_id: applicationId,
      direction: 'out',
      author: 'user',
      channel: 'email',
      body: 'Hello',
      html: '<p>Hello</p>',
      to_address: 'ana@example.com',
      status: 'failed',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function ownView(trx: Trx, { companyId, managerId }: Hiring): Promise<number> {
  const row = await trx
    .insertInto('saved_views')
    .values({ company_id: companyId, user_id: managerId, created_by: managerId, name: 'Today', search: '{}' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function ownQuickReply(trx: Trx, { companyId, managerId }: Hiring): Promise<number> {
  const { id } = await trx
    .insertInto('quick_replies')
    .values({ company_id: companyId, user_id: managerId, title: 'Address', body: 'We are at the harbour.' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function selection(trx: Trx, { companyId, managerId }: Hiring, { applicationId }: Applicant): Promise<number> {
  const session = { sessionId: managerId, userId: managerId, companyId, role: 'manager' } as const;
  return (await prepareBulk(trx, session, { ids: [applicationId] })).id;
}

/** As somebody has asked for it. */
async function waitingExport(trx: Trx, { companyId, managerId }: Hiring): Promise<number> {
  const { id } = await trx
    .insertInto('exports')
    .values({
      company_id: companyId,
      user_id: managerId,
      format: 'csv',
      columns: ['phone'],
      kind: 'list',
      chosen: '{"query":{"in":"people"},"except":[]}',
      file_name: 'Candidates.csv',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function ownFolder(trx: Trx, { companyId, ownerId }: Hiring): Promise<string> {
  const session = { sessionId: ownerId, userId: ownerId, companyId, role: 'owner' } as const;
  return createFolder(trx, session, { name: 'Second interview', color: 'petrol', campaignIds: null });
}

async function ownAttribute(trx: Trx, { companyId }: Hiring): Promise<number> {
  const { id } = await trx
    .insertInto('custom_attributes')
    .values({ company_id: companyId, key: 'shirt_size', name: 'Shirt size', type: 'text', position: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function openShare(trx: Trx, { companyId, managerId }: Hiring, { applicationId }: Applicant): Promise<number> {
  const { id } = await trx
    .insertInto('shares')
    .values({
      company_id: companyId,
      application_id: applicationId,
      user_id: managerId,
      shows: ['resume'],
      may_propose: true,
      expires_at: new Date(Date.now() + 3_600_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function sharedTokens(
  { db, config }: TestApp['services'],
  companyId: number,
  shareId: number,
  key: string,
  file: DownloadOptions,
) {
  return {
    '/api/shared/': await withSystem(db, (trx) => issueToken(trx, companyId, shareId)),
    '/api/shared-files/': signFile(config.secret, 'shared file', key, file, [companyId, shareId]),
  };
}

async function savedLetter(trx: Trx, { companyId, managerId }: Hiring): Promise<number> {
  const { id } = await trx
    .insertInto('saved_letters')
    .values({ company_id: companyId, name: 'Welcome', subject: 'Hello', body: '<p>Hello</p>', created_by: managerId })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function mailPicture({ db }: TestApp['services'], companyId: number, key: string): Promise<string> {
  const id = randomBytes(24).toString('base64url');
  const values = { company_id: companyId, id, blob_key: key, content_type: 'image/png', size: 5 };
  await withSystem(db, (trx) => trx.insertInto('mail_pictures').values(values).execute());
  return id;
}

/** For receiving by webhook; nothing can be sent by it. */
async function connectedMail({ config }: TestApp['services'], trx: Trx, companyId: number): Promise<number> {
  const values = mail.fields.parse({ fromAddress: `jobs@company-${companyId}.example`, smtpHost: 'smtp.example' });
  const { id: userId } = await trx
    .selectFrom('users')
    .select('id')
    .where('company_id', '=', companyId)
    .limit(1)
    .executeTakeFirstOrThrow();
  return saveConnection(trx, config, mail, values, { companyId, userId });
}

function connectedChannel({ services }: TestApp, trx: Trx, { companyId, ownerId }: Hiring): Promise<number> {
  const accountSid = `AC${'0'.repeat(32)}`;
  const values = { accountSid, authToken: 'secret', sender: `+1415${5550000 + companyId}`, messagesPerSecond: 10 };
  return saveConnection(trx, services.config, twilio, values, { companyId, userId: ownerId });
}

async function uploadedImport(trx: Trx, { companyId, campaignId }: Hiring): Promise<number> {
  const reading = { encoding: 'utf-8', delimiter: ',', hasHeader: true, headers: [], mapping: [], preview: [] };
  const { id } = await trx
    .insertInto('imports')
    .values({
      company_id: companyId,
      campaign_id: campaignId,
      file_name: 'people.csv',
      blob_key: newBlobKey(companyId),
      size: 10,
      reading: JSON.stringify(reading),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
