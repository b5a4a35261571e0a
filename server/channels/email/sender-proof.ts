import type { Headers } from './headers.ts';

/**
 * Whether the company's own mail server vouches for the address in From: (RFC 8601). Anybody can write that header, so only
 * the topmost one counts, and only from the server that the company has named; without a name nothing is proved. DMARC
 * compares the domains itself; of a DKIM signature the domain has to be the very one.
 */
export function isSenderProved(headers: Headers, fromAddress: string, trustedServer: string): boolean {
  const domain = fromAddress.split('@')[1]?.toLowerCase();
  const [top] = headers.all('authentication-results');
  if (!domain || !trustedServer || !top) return false;
  const [server = '', ...results] = withoutAsides(top).split(';');
  if (server.trim().split(/\s/)[0]?.toLowerCase() !== trustedServer) return false;
  return results.some((result) => {
    const [verdict = '', ...properties] = result.trim().toLowerCase().split(/\s+/);
    const of = (name: string) => properties.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    if (verdict === 'dmarc=pass') return of('header.from') === domain;
    return verdict === 'dkim=pass' && (of('header.d') ?? of('header.i')?.split('@')[1]) === domain;
  });
}

/** A sender has a say in comments and quoted words: nothing in them may look like a verdict. */
function withoutAsides(header: string): string {
  let depth = 0;
  let quoted = false;
  let kept = '';
  for (let at = 0; at < header.length; at++) {
    const character = header[at] as string;
    if (character === '\\' && (quoted || depth > 0)) at++;
    else if (character === '"' && depth === 0) quoted = !quoted;
    else if (character === '(' && !quoted) depth++;
    else if (character === ')' && !quoted && depth > 0) depth--;
    else if (!quoted && depth === 0) kept += character;
  }
  return kept;
}
