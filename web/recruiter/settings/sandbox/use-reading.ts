import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, unwrap } from '../../../api/client.ts';
import type { ShownPhone } from './queries.ts';

/** What lies open before somebody has arrived: the provider tells the sender so. */
export function useReading(shown: ShownPhone | undefined): void {
  const queryClient = useQueryClient();
  const told = useRef(0);
  const newest = shown && newestUnread(shown);
  const { phone, channel } = shown ?? {};
  useEffect(() => {
    if (!newest || newest <= told.current || !phone || !channel || document.visibilityState !== 'visible') return;
    told.current = newest;
    unwrap(api.PUT('/api/sandbox/phone/reading', { body: { phone, channel, upTo: newest } })).then(
      () => queryClient.invalidateQueries({ queryKey: ['sandbox', 'phone'] }),
      // Told again with the next look.
      () => {
        told.current = 0;
      },
    );
  });
}

function newestUnread({ channel, messages }: ShownPhone): number | undefined {
  // Nobody is told that a mail was read.
  if (channel === 'email') return undefined;
  return messages.findLast((one) => one.author === 'company' && one.messageId !== null && one.reported === null)?.id;
}
