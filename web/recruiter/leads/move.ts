import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ApiError } from '../../api/errors.ts';
import { choiceToast } from '../../ui/choice-toast.tsx';
import { useFolderName } from '../../ui/folder-badge.tsx';
import { useFormats } from '../../ui/formats-context.ts';
import { toast } from '../../ui/toast.tsx';
import { usePersonName } from './person-name.ts';
import type { Application, Page, Profile } from './queries.ts';

export interface Move {
  application: Application;
  to: string;
  reasonId?: number | undefined;
  notify?: {
    sms?: { body: string };
    email?: { subject: string; body: string };
    webchat?: { body: string };
    messenger?: { body: string };
    wechat?: { body: string };
    /** Without a body the approved text. */
    whatsapp?: { body?: string };
  };
}

/**
 * Moves a candidate: shown at once, taken back with the reason where the server refuses. A move without a message can
 * be undone from the toast.
 */
export function useMove() {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const folderName = useFolderName();
  const personName = usePersonName();
  const formats = useFormats();

  const mutation = useMutation({
    mutationFn: ({ application, to, notify, reasonId }: Move) =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/folder', {
          params: { path: { applicationId: application.id } },
          body: { folder: to, from: application.folder, ...(reasonId && { reasonId }), ...(notify && { notify }) },
        }),
      ),
    onMutate: ({ application, to }) => showFolder(application.id, to),
    onError: (error, asked) => {
      const { application } = asked;
      showFolder(application.id, application.folder);
      if (error instanceof ApiError && error.code === 'moved_meanwhile') {
        tellOfOther(error.fields, asked);
      } else toast.error(error);
    },
    onSuccess: (_, { application, to, notify }) => {
      const text = t('moved', { name: application.firstName || personName(application), folder: folderName(to) });
      if (notify || application.folder === 'no_campaign') toast.success(text);
      else
        toast.undo(text, () =>
          mutation.mutate({
            application: { ...application, folder: to },
            to: application.folder,
            reasonId: application.reason?.id,
          }),
        );
    },
    onSettled: (_, __, { application }) => {
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
      void queryClient.invalidateQueries({ queryKey: ['folder-counts'] });
      void queryClient.invalidateQueries({ queryKey: ['application', application.id] });
    },
  });

  /** Who was faster, with what and when; and what was wanted can be done all the same. */
  function tellOfOther({ by, to = '', at }: Record<string, string>, asked: Move): void {
    const folder = folderName(to);
    const when = at ? formats.relative(at, Date.now()) : '';
    const said = by ? t('movedBy', { name: by, folder, when }) : t('movedMeanwhile', { folder });
    if (to === asked.to) return toast.error(said);
    const again = { ...asked, application: { ...asked.application, folder: to } };
    choiceToast(said, t('moveAnyway', { folder: folderName(asked.to) }), () => mutation.mutate(again));
  }

  function showFolder(id: number, folder: string): void {
    queryClient.setQueriesData<InfiniteData<Page>>(
      { queryKey: ['applications'] },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) => (item.id === id ? { ...item, folder } : item)),
          })),
        },
    );
    queryClient.setQueryData<Profile>(['application', id, 'profile'], (profile) => profile && { ...profile, folder });
  }

  return mutation;
}
