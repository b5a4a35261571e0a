import type { QueryKey } from '@tanstack/react-query';

/** Topics that make other data old than what is loaded under their own name. */
const others: Record<string, string[]> = {
  applications: ['applications', 'folder-counts', 'campaigns', 'overview'],
  campaigns: ['campaigns', 'campaign'],
  attributes: ['attributes', 'application'],
  folders: ['folders', 'folder-counts'],
  team: ['team', 'campaign'],
};

/** What is loaded one by one: of an event with an id, that one alone is old. */
const single = ['application', 'bulk-action', 'viewing'];

/**
 * Which loaded data a server event makes old; a key stands for every key that begins with it. `id` is the event's, absent
 * when many changed. Of a topic that nobody knows, such as one of a newer server, nothing is loaded.
 */
export function keysOfTopic(topic: string, id: string | number | undefined): QueryKey[] {
  if (single.includes(topic) && id !== undefined) return [[topic, Number(id)]];
  return (Object.hasOwn(others, topic) ? others[topic] : undefined)?.map((key) => [key]) ?? [[topic]];
}
