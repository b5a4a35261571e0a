import { sql } from 'kysely';
import type { Trx } from '#platform/db.ts';

/** What is accounted for, in the order in which one chooses among them. */
export const auditKinds = [
  'signed-in',
  'password-changed',
  'password-reset',
  'email-changed',
  'user-invited',
  'invitation-accepted',
  'user-deactivated',
  'user-reactivated',
  'user-deleted',
  'ownership-transferred',
  'members-changed',
  'company-made',
  'company-changed',
  'sending-changed',
  'sites-changed',
  'channel-connected',
  'channel-disconnected',
  'api-key-made',
  'api-key-revoked',
  'retention-changed',
  'export-permission-changed',
  'candidate-shared',
  'share-mailed',
  'share-revoked',
  'export-started',
  'export-finished',
  'export-downloaded',
  'candidate-exported',
  'audit-exported',
  'application-deleted',
  'campaign-deleted',
  'candidate-erased',
  'retention-ran',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Who does it: a session, or null for `userId` where the program does it by itself. `address` is of the network. */
export type Doer = { companyId: number; userId: string | null; address?: string | null | undefined };

/**
 * What must be accounted for later: ids and numbers, and names of what the company made itself (its people, campaigns, keys),
 * never what is known of a candidate.
 */
export type AuditData = Record<string, number | string | string[] | null>;

/** Writes it down in the transaction that does it, with the name that its doer has now. */
export async function recordAudit(trx: Trx, doer: Doer, kind: AuditKind, data: Partial<AuditData> = {}): Promise<void> {
  const { companyId, userId, address = null } = doer;
  await sql`
    insert into audit_log (company_id, user_id, user_name, address, kind, data)
    values (${companyId}, ${userId}, (select name from users where company_id = ${companyId} and id = ${userId}),
      ${address}, ${kind}, ${JSON.stringify(data)})`.execute(trx);
}
