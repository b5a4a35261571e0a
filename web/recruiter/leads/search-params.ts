import { type Filter, readFilter } from './finding/filter.ts';

/** The state of the Leads screen that lives in the URL. */
export interface LeadsSearch {
  /** Among them a 0: those who came without one. */
  campaign?: number[];
  folder?: string[];
  label?: number;
  /** Those alone who are assigned to whoever looks. */
  mine?: true;
  filter?: Filter;
  q?: string;
  /** Where `q` is looked for, unless in names, contacts and ids. */
  in?: 'texts';
  sort?: 'added' | 'active';
  order?: 'asc' | 'desc';
  /** The application that is open. */
  id?: number;
}

/** What shows everybody, in whichever order. */
export const nothingNarrowed = {
  campaign: undefined,
  folder: undefined,
  label: undefined,
  mine: undefined,
  filter: undefined,
  q: undefined,
  in: undefined,
};

export function isNarrowed(search: LeadsSearch): boolean {
  return Object.keys(nothingNarrowed).some((key) => search[key as keyof typeof nothingNarrowed] !== undefined);
}

// What is left out would stand there again as it came: the router keeps what nobody speaks of.
const nothing = { ...nothingNarrowed, sort: undefined, order: undefined, id: undefined } as object as LeadsSearch;

/** Reads what stands in the URL, dropping what makes no sense instead of failing: links are kept and shared. */
export function readLeadsSearch(raw: Record<string, unknown>): LeadsSearch {
  const campaign = numbers(raw.campaign, 0);
  const folder = list(raw.folder).filter(
    (key): key is string => typeof key === 'string' && key.length > 0 && key.length <= 60,
  );
  const [label] = numbers(raw.label);
  const [id] = numbers(raw.id);
  const filter = readFilter(raw.filter);
  const q = typeof raw.q === 'string' || typeof raw.q === 'number' ? String(raw.q).slice(0, 200) : '';
  return {
    ...nothing,
    ...(campaign.length && { campaign }),
    ...(folder.length && { folder }),
    ...(label !== undefined && { label }),
    ...(raw.mine === true && { mine: true as const }),
    ...(filter.length && { filter }),
    ...(q && { q }),
    ...(raw.in === 'texts' && { in: 'texts' as const }),
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
