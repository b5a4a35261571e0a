import { recordAudit } from '#accounts/audit.ts';
import { eraseFromExports } from '#exports/erasure.ts';
import { discardBlobs } from '#platform/blobs/loose.ts';
import { afterCommit, type Trx, withCompany, withSystem } from '#platform/db.ts';
import { conflict } from '#platform/errors.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { requireApplication } from '../applications.ts';
import { eraseFromViews } from '../views/erasure.ts';
import { words } from '../words.ts';
import * as queries from './queries.ts';

/** What began before an erasure and ends after it may still bring something in; nothing takes longer than this. */
const stragglersMs = 60_000;

/**
 * Erases the person behind an application for good, with everybody they are made one with: applications in all campaigns,
 * what was said, files, and every trace in other tables. Opt-outs hold, and figures stay. Nothing brings it back.
 */
export async function erasePerson(services: Services, session: Session, applicationId: number): Promise<void> {
  const { companyId } = session;
  const { candidate_id: candidateId } = await withCompany(services.db, companyId, (trx) =>
    requireApplication(trx, session, applicationId),
  );
  // As the system: applications of a campaign that is being deleted are hidden from everybody else.
  await withSystem(services.db, async (trx) => {
    const erased = await erasePeople(trx, services, companyId, [candidateId]);
    if (erased.candidates === 0) return;
    await recordAudit(trx, session, 'candidate-erased', { candidateId, ...erased });
    const startAfter = new Date(Date.now() + stragglersMs);
    await services.jobs.enqueue(trx, 'settle-erasure', { companyId, candidateId }, { startAfter });
    afterCommit(trx, () => {
      services.hints.publish({ companyId, topic: 'application', id: applicationId });
      services.hints.publish({ companyId, topic: 'applications' });
    });
  });
}

/** The same for several candidates, in the caller's transaction, which acts as the system. Returns how many rows went. */
export async function erasePeople(
  trx: Trx,
  services: Pick<Services, 'jobs'>,
  companyId: number,
  candidateIds: number[],
): Promise<{ candidates: number; applications: number }> {
  const people = await queries.lockPeople(trx, companyId, candidateIds);
  if (people.length === 0) return { candidates: 0, applications: 0 };
  if ((await queries.withMerged(trx, companyId, people)).length > people.length)
    throw conflict('merged_meanwhile', words.mergedMeanwhile);
  const applications = await queries.applicationsOf(trx, companyId, people);
  const addresses = await queries.addressesOf(trx, companyId, people);
  const nameWords = await queries.nameWordsOf(trx, companyId, people);
  const files = await queries.filesOf(trx, companyId, people, applications);
  const played = await queries.emptySandbox(trx, companyId, people, addresses);
  await queries.dropSandboxShares(trx, companyId, applications);
  await discardBlobs(trx, companyId, [...new Set([...files, ...played])]);
  await queries.hideSuppressions(trx, companyId, addresses);
  await queries.dropRefusedRows(trx, companyId, addresses);
  await queries.dropNamesFromMerges(trx, companyId, people);
  await queries.emptyEvents(trx, companyId, applications);
  const inFiles = await queries.everMerged(trx, companyId, people);
  await queries.dropPeople(trx, companyId, people, applications, addresses);
  const gone = await queries.forgetNameWords(trx, companyId, nameWords);
  await eraseFromViews(trx, companyId, { words: gone, addresses });
  await eraseFromExports(trx, services, companyId, inFiles);
  return { candidates: people.length, applications: applications.length };
}

/** What came in for somebody at the moment of their erasure, by a request that had begun before. */
export async function settleErasure(
  { db }: Pick<Services, 'db'>,
  { companyId, candidateId }: { companyId: number; candidateId: number },
): Promise<void> {
  await withSystem(db, (trx) =>
    trx
      .deleteFrom('inbound_events')
      .where('company_id', '=', companyId)
      .where('candidate_id', '=', candidateId)
      .execute(),
  );
}
