import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '../../api/client.ts';

export const quickRepliesQuery = queryOptions({
  queryKey: ['quick-replies'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/quick-replies', { signal })),
});

export type QuickReply = Awaited<ReturnType<NonNullable<(typeof quickRepliesQuery)['queryFn']>>>[number];

/** Those that have what was typed in their name or text; in the name first. */
export function findReplies(replies: QuickReply[], typed: string): QuickReply[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const inTitle = (reply: QuickReply) => reply.title.toLocaleLowerCase().includes(wanted);
  const found = replies.filter((reply) => inTitle(reply) || reply.body.toLocaleLowerCase().includes(wanted));
  return found.sort((one, other) => Number(inTitle(other)) - Number(inTitle(one)));
}
