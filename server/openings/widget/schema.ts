import { z } from 'zod';
import { says } from '#platform/http/issues.ts';
import { words } from '../words.ts';

/** The origin of a site: what was typed may be the address of one of its pages. Plain http is for this machine alone. */
function readSite(text: string): string | null {
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/i.test(text) ? 'http' : 'https';
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `${scheme}://${text}`);
  if (!url?.hostname || url.username || url.password) return null;
  const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  const known = url.protocol === 'https:' || (url.protocol === 'http:' && local);
  // A name with anything else in it could add words of its own to the policy that names it.
  return known && (local || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)) ? url.origin : null;
}

const site = z
  .string()
  .trim()
  .max(300)
  .refine((text) => readSite(text) !== null, { message: says(words.siteForm) })
  .transform((text) => readSite(text) ?? '');

export const widgetBody = z.object({
  sites: z
    .array(site)
    .max(50)
    .transform((sites) => [...new Set(sites)]),
});

export const widget = z.object({
  sites: z.array(z.string()),
  snippet: z.string(),
  /** The menu of openings by itself. */
  url: z.string(),
});
