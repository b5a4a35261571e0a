import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from '../../../ui/toast.tsx';

/** Does what it is given, says why where it fails, and has the list loaded again either way. */
export function useChange(queryKey: QueryKey) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => toast.error(error),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
