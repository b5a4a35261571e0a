/** What of the audit log is shown; in the URL. `from` and `to` are days such as 2026-11-21. */
export type AuditFilter = { person?: string; kind?: string; from?: string; to?: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads what stands in the URL, dropping what makes no sense: links are kept and shared. */
export function readAuditFilter({ person, kind, from, to }: Record<string, unknown>): AuditFilter {
  return {
    ...(typeof person === 'string' && (person === 'program' || uuid.test(person)) && { person }),
    ...(typeof kind === 'string' && /^[a-z-]{1,40}$/.test(kind) && { kind }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}
