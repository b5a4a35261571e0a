import type { Trx } from '#platform/db.ts';

/** What must be accounted for later. `data` holds ids and numbers, never what is known of a candidate. */
export type Audited = {
  companyId: number;
  /** Null where the program did it by itself. */
  userId: string | null;
  kind:
    | 'application-deleted'
    | 'candidate-erased'
    | 'candidate-exported'
    | 'retention-changed'
    | 'retention-ran'
    | 'export-started'
    | 'export-finished'
    | 'export-downloaded'
    | 'export-permission-changed'
    | 'candidate-shared'
    | 'share-revoked';
  data: Record<string, number | string | string[] | null>;
};

/** Writes it down in the transaction that does it. */
export async function recordAudit(trx: Trx, { companyId, userId, kind, data }: Audited): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({ company_id: companyId, user_id: userId, kind, data: JSON.stringify(data) })
    .execute();
}
