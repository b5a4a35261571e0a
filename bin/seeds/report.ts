/** What a seed made, as `parley seed <name> --json` prints it. */
export type SeedReport = {
  companies: { id: number; name: string }[];
  users: { company: string; email: string; password: string; role: string }[];
  apiKeys: { company: string; key: string; secret: string }[];
  campaigns: { company: string; id: number; title: string }[];
  /** `chat` opens one candidate's interview; null where there is no candidate. */
  links: { home: string; chat: string | null; apply: string | null };
};
