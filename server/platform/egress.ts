import { request } from 'undici';
import { type Address, isPublicAddress, type Resolve, systemResolve } from './egress-addresses.ts';
import { agentFor } from './egress-agents.ts';
import { RuleError } from './errors.ts';
import { forPrograms } from './sentences.ts';

export type EgressOptions = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Largest body of an answer; 10 MB. */
  maxBytes?: number;
  /** For all of it: names, redirects, the whole body; 15 s. */
  timeoutMs?: number;
  /** 3; with 0 the redirect itself is the answer. */
  maxRedirects?: number;
  /** For addresses that the operator configured, never for one that a user or provider gave. */
  allowPrivate?: boolean;
  /** Hosts inside the operator's network that users may name, as `host` or `host:port`, lower case. */
  allowPrivateHosts?: readonly string[];
  /** Where names are looked up; the system's way when absent. */
  resolve?: Resolve;
};

/** An answer of any status. Header names are lower case; a repeated header is joined by commas. `url` is where it ended. */
export type EgressResponse = { status: number; headers: Record<string, string>; body: Buffer; url: string };

export type RefusedReason =
  | 'invalid_url'
  | 'scheme'
  | 'credentials'
  | 'private_address'
  | 'too_many_redirects'
  | 'invalid_redirect'
  | 'invalid_request';

/** The URL may not be called; trying again changes nothing. */
export class EgressRefused extends RuleError {
  override readonly name = 'EgressRefused';
  readonly reason: RefusedReason;
  constructor(reason: RefusedReason, message: string) {
    super(422, 'egress_refused', forPrograms(message));
    this.reason = reason;
  }
}

export type FailedReason = 'timeout' | 'too_large' | 'unknown_host' | 'unreachable';

/** The other side did not answer properly. All but `too_large` may pass. */
export class EgressFailed extends RuleError {
  override readonly name = 'EgressFailed';
  readonly reason: FailedReason;
  constructor(reason: FailedReason, message: string, cause?: unknown) {
    super(502, `egress_${reason}`, forPrograms(message));
    this.reason = reason;
    this.cause = cause;
  }
}

const redirects = new Set([301, 302, 303, 307, 308]);
/** What goes along to another origin; anything else may be a secret of the first. */
const harmlessHeaders = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

type Hop = { url: URL; method: string; headers: Record<string, string>; body: string | Buffer | undefined };

/**
 * The one way out to a URL that a user or provider supplied: http(s) alone, to public addresses alone. The address that
 * was checked is the one that is connected to, so a name that changes its answer gains nothing; each redirect is checked
 * anew. Throws `EgressRefused` or `EgressFailed`; any status is an answer.
 */
export async function egressFetch(address: string, options: EgressOptions = {}): Promise<EgressResponse> {
  const { timeoutMs = 15_000, maxRedirects = 3 } = options;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    let hop: Hop = {
      url: checkUrl(address),
      method: options.method ?? 'GET',
      headers: lowerCase(options.headers ?? {}),
      body: options.body,
    };
    for (let count = 0; ; count++) {
      const answer = await send(hop, options, deadline.signal);
      const location = answer.headers.location;
      if (!redirects.has(answer.status) || !location || maxRedirects === 0) return answer;
      if (count === maxRedirects)
        throw new EgressRefused('too_many_redirects', `${hop.url.host} redirected more than ${maxRedirects} times.`);
      hop = follow(hop, answer.status, location);
    }
  } catch (error) {
    if (error instanceof RuleError) throw error;
    if (deadline.signal.aborted)
      throw new EgressFailed('timeout', `${hostOf(address)} did not answer within ${timeoutMs / 1000} s.`, error);
    throw new EgressFailed('unreachable', `${hostOf(address)} could not be reached.`, error);
  } finally {
    clearTimeout(timer);
  }
}

function checkUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href))
    throw new EgressRefused('invalid_url', 'This is no URL; one looks like https://example.com/path.');
  const url = new URL(address, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new EgressRefused('scheme', 'A URL must begin with https:// or http://.');
  if (url.username || url.password)
    throw new EgressRefused('credentials', 'A URL must not contain a user name or password.');
  return url;
}

async function send(hop: Hop, options: EgressOptions, signal: AbortSignal): Promise<EgressResponse> {
  const addresses = await checkedAddresses(hop.url, options, signal);
  try {
    const { statusCode, headers, body } = await request(hop.url, {
      dispatcher: agentFor(hop.url.origin, addresses),
      signal,
      method: hop.method as 'GET',
      headers: hop.headers,
      body: hop.body,
    });
    const content = await readAll(body, options.maxBytes ?? 10 * 1024 * 1024, hop.url);
    return { status: statusCode, headers: joined(headers), body: content, url: hop.url.href };
  } catch (error) {
    if ((error as { code?: string }).code === 'UND_ERR_INVALID_ARG')
      throw new EgressRefused('invalid_request', `The request has a header that can not be sent: ${String(error)}`);
    throw error;
  }
}

type HostOptions = Pick<EgressOptions, 'allowPrivate' | 'allowPrivateHosts' | 'resolve'>;

/** All addresses of the host, every one of them allowed. */
async function checkedAddresses(url: URL, options: HostOptions, signal: AbortSignal): Promise<Address[]> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const literal = url.hostname.startsWith('[') ? 6 : /^[\d.]+$/.test(hostname) ? 4 : null;
  const addresses: Address[] = literal
    ? [{ address: hostname, family: literal }]
    : await resolveName(hostname, options.resolve ?? systemResolve, signal);
  const allowed = options.allowPrivate || isAllowedHost(options.allowPrivateHosts, url.hostname, url.host);
  if (!allowed && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new EgressRefused(
      'private_address',
      `${url.hostname} is inside a private network. Only hosts on the internet can be called, or those that the operator allows.`,
    );
  return addresses;
}

/** Whether the operator lets users name this host, with or without its port. */
export function isAllowedHost(allowed: readonly string[] | undefined, hostname: string, host: string): boolean {
  return [hostname, host].some((name) => allowed?.includes(name.toLowerCase()));
}

/**
 * Where a host that a user named can be reached by another protocol than HTTP, checked like a URL. Connect to one of these
 * and not to the name, which may say something else by then. Throws `EgressRefused` or `EgressFailed`.
 */
export async function egressAddresses(hostname: string, port: number, options: HostOptions = {}): Promise<Address[]> {
  const plain = hostname.includes(':') ? `[${hostname}]` : hostname;
  const url = URL.canParse(`tcp://${plain}:${port}`) ? new URL(`tcp://${plain}:${port}`) : null;
  if (!url || !/^[\p{L}\p{N}._[\]:-]+$/u.test(plain) || url.pathname || !url.hostname)
    throw new EgressRefused('invalid_url', 'This is no host; one looks like mail.example.com.');
  // An address in a disguise (0x7f.1, 2130706433) is none of a mail server.
  const signal = AbortSignal.timeout(10_000);
  return checkedAddresses(new URL(`http://${url.host}`), options, signal).catch((error) => {
    if (error instanceof RuleError) throw error;
    throw new EgressFailed('timeout', `The name ${hostname} could not be looked up within 10 s.`, error);
  });
}

async function resolveName(hostname: string, resolve: Resolve, signal: AbortSignal): Promise<Address[]> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
  );
  const unknown = (cause?: unknown) =>
    new EgressFailed('unknown_host', `There is no host ${hostname}, or its name can not be looked up now.`, cause);
  const addresses = await Promise.race([
    resolve(hostname).catch((error) => {
      throw unknown(error);
    }),
    aborted,
  ]);
  if (addresses.length === 0) throw unknown();
  return addresses;
}

async function readAll(body: AsyncIterable<Buffer>, maxBytes: number, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes)
      throw new EgressFailed('too_large', `The answer of ${url.host} is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function follow(hop: Hop, status: number, location: string): Hop {
  const url = redirectTarget(location, hop.url);
  const toGet = status === 303 ? hop.method !== 'HEAD' : status <= 302 && hop.method === 'POST';
  const kept = Object.entries(hop.headers).filter(
    ([name]) => (url.origin === hop.url.origin || harmlessHeaders.has(name)) && !(toGet && name.startsWith('content-')),
  );
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: Object.fromEntries(kept),
    body: toGet ? undefined : hop.body,
  };
}

function redirectTarget(location: string, from: URL): URL {
  try {
    return checkUrl(location, from);
  } catch (error) {
    if (error instanceof EgressRefused && error.reason === 'invalid_url')
      throw new EgressRefused('invalid_redirect', `${from.host} redirected to something that is no URL.`);
    throw error;
  }
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** For messages: never the path or the query, where secrets may stand. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : 'The host';
}
