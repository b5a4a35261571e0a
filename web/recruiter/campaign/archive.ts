import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { toast } from '../../ui/toast.tsx';

interface Archiving {
  id: number;
  title: string;
  archived: boolean;
}

/** Puts a campaign away or takes it back; either can be undone from the toast. */
export function useArchive() {
  const { t } = useTranslation('home');
  const queryClient = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ id, archived }: Archiving) => {
      const params = { path: { campaignId: id } };
      return unwrap(
        archived
          ? api.PUT('/api/campaigns/{campaignId}/archive', { params })
          : api.DELETE('/api/campaigns/{campaignId}/archive', { params }),
      );
    },
    onSuccess: (_, archiving) => {
      const text = t(archiving.archived ? 'archive.done' : 'archive.undone', { title: archiving.title });
      toast.undo(text, () => mutation.mutate({ ...archiving, archived: !archiving.archived }));
    },
    onError: (error) => toast.error(error),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      void queryClient.invalidateQueries({ queryKey: ['campaign'] });
    },
  });
  return mutation;
}
