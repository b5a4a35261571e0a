import type { QueryKey } from '@tanstack/react-query';

/**
 * Which loaded data a server event makes old. A topic is one line; `id` is the event's id, absent when many changed.
 * A key stands for every key that begins with it.
 */
export const topics: Record<string, (id: string | undefined) => QueryKey[]> = {
  session: () => [['session']],
  applications: () => [['applications'], ['folder-counts'], ['campaigns'], ['overview']],
  application: (id) => [id === undefined ? ['application'] : ['application', Number(id)]],
  campaigns: () => [['campaigns'], ['campaign']],
  channels: () => [['channels']],
  'quick-replies': () => [['quick-replies']],
  'saved-views': () => [['saved-views']],
  sending: () => [['sending']],
  attributes: () => [['attributes'], ['application']],
  folders: () => [['folders'], ['folder-counts']],
  'move-reasons': () => [['move-reasons']],
  team: () => [['team'], ['campaign']],
  viewing: (id) => (id === undefined ? [] : [['viewing', Number(id)]]),
  imports: () => [['imports']],
  'bulk-action': (id) => [id === undefined ? ['bulk-action'] : ['bulk-action', Number(id)]],
};
