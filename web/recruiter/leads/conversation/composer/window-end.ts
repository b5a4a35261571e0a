import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Channel, channelsQuery } from '../queries.ts';

const longestTimer = 2 ** 31 - 1;

/** Looks again when the channel stops taking messages, so that nobody writes into a window that has closed. */
export function useWindowEnd(applicationId: number, channel: Channel | undefined): void {
  const queryClient = useQueryClient();
  const until = channel?.available ? channel.until : null;
  useEffect(() => {
    if (!until) return;
    const left = Math.min(longestTimer, Math.max(1000, Date.parse(until) - Date.now() + 500));
    const timer = window.setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: channelsQuery(applicationId).queryKey }),
      left,
    );
    return () => window.clearTimeout(timer);
  }, [applicationId, until, queryClient]);
}
