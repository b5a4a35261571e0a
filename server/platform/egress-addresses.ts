import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export type Address = { address: string; family: 4 | 6 };

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<Address[]>;

export const systemResolve: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/** Answers inside a cloud though it looks public: the metadata and agent address of Azure. */
const alsoForbidden = new Set(['168.63.129.16']);

/** Whether an address is on the public internet, looking into IPv6 forms that carry an IPv4 address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv4') return parsed.range() === 'unicast' && !alsoForbidden.has(parsed.toString());
  const v6 = parsed as ipaddr.IPv6;
  const bytes = v6.toByteArray();
  switch (v6.range()) {
    case 'unicast':
      // Nothing but 2000::/3 is given out for the internet.
      return ((bytes[0] as number) & 0xe0) === 0x20;
    case 'ipv4Mapped':
    case 'rfc6145':
      return isPublicAddress(embedded(bytes, 12));
    case 'rfc6052':
      // 64:ff9b::/96 is how an IPv6-only network reaches IPv4; 64:ff9b:1::/48 stays inside a network.
      return bytes.slice(4, 12).every((byte) => byte === 0) && isPublicAddress(embedded(bytes, 12));
    case '6to4':
      return isPublicAddress(embedded(bytes, 2));
    default:
      return false;
  }
}

function embedded(bytes: number[], at: number): string {
  return bytes.slice(at, at + 4).join('.');
}
