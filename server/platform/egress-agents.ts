import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { Address } from './egress-addresses.ts';

/** Providers are few; what users named beyond that is connected to anew. */
const mostAgents = 100;
/** A provider that closes a connection at rest while it is written to leaves open whether it heard: most wait for five seconds. */
const restMs = 2000;

const agents = new Map<string, Agent>();

/**
 * Connections to the checked addresses of one origin, kept for the next requests: what leaves by the hundred does not begin
 * with a handshake each. Another answer to the name is another agent, so nothing that was not checked is connected to.
 */
export function agentFor(origin: string, addresses: Address[]): Agent {
  const key = [origin, ...addresses.map(({ address }) => address).toSorted()].join(' ');
  const agent = agents.get(key) ?? pinnedAgent(addresses);
  // The one used last stands last.
  agents.delete(key);
  agents.set(key, agent);
  const [[oldest, unused] = []] = agents;
  if (agents.size > mostAgents && oldest !== undefined && unused) {
    agents.delete(oldest);
    // Answers under way are waited for.
    void unused.close();
  }
  return agent;
}

function pinnedAgent(addresses: Address[]): Agent {
  const connect = { lookup: pinned(addresses) };
  return new Agent({ allowH2: false, connect, pipelining: 1, keepAliveTimeout: restMs, keepAliveMaxTimeout: restMs });
}

/** Gives the socket what was checked, whatever the name says by now. TLS still sees the name. */
function pinned(addresses: Address[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses as [Address];
    if (all) callback(null, addresses);
    else callback(null, first.address, first.family);
  };
}
