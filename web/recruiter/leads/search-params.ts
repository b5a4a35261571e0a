/** The state of the Leads screen that lives in the URL. */
export interface LeadsSearch {
  /** Among them a 0: those who came without one. */
  campaign?: number[];
  folder?: string[];
  label?: number;
  q?: string;
  sort?: 'added' | 'active';
  order?: 'asc' | 'desc';
  /** The application that is open. */
  id?: number;
}

/** Reads what stands in the URL, dropping what makes no sense instead of failing: links are kept and shared. */
export function readLeadsSearch(raw: Record<string, unknown>): LeadsSearch {
  const campaign = numbers(raw.campaign, 0);
  const folder = list(raw.folder).filter(
    (key): key is string => typeof key === 'string' && key.length > 0 && key.length <= 60,
  );
  const [label] = numbers(raw.label);
  const [id] = numbers(raw.id);
  const q = typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q).slice(0, 200) : '';
  return {
    ...(campaign.length && { campaign }),
    ...(folder.length && { folder }),
    ...(label !== undefined && { label }),
    ...(q && { q }),
    ...(raw.sort === 'added' && { sort: 'added' as const }),
    ...(raw.order === 'asc' && { order: 'asc' as const }),
    ...(id !== undefined && { id }),
  };
}

function list(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

function numbers(value: unknown, least = 1): number[] {
  return list(value)
    .map(Number)
    .filter((number) => Number.isSafeInteger(number) && number >= least);
}
