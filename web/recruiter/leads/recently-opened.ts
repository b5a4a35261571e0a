import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Of so many candidates the screen comes back at once; what was read of those before them is let go. */
const kept = 30;
/** Their applications' ids, the last one last. */
const opened: number[] = [];

/** Keeps a day of opening one candidate after the other from filling the memory of the page. */
export function useRecentlyOpened(id: number | undefined): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (id === undefined) return;
    const before = opened.indexOf(id);
    if (before >= 0) opened.splice(before, 1);
    opened.push(id);
    for (const old of opened.splice(0, opened.length - kept))
      queryClient.removeQueries({ queryKey: ['application', old], type: 'inactive' });
  }, [id, queryClient]);
}
