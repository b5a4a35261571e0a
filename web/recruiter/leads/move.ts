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

type Asked = Move & { undoes?: true };

/** `back` takes a move back; null where it can not be. */
type Made = { back: Move | null };
/** The moves made on this page, the last one last. */
const moves: Made[] = [];
const keptMoves = 50;

/**
 * Moves a candidate: shown at once, taken back with the reason where the server refuses. A move without a message can
 * be undone from the toast, and by `undo`, which goes on to the moves before it; `onBack` hears who was moved back.
 */
export function useMove({ onBack }: { onBack: (applicationId: number) => void }) {
  const { t } = useTranslation('leads');
  const queryClient = useQueryClient();
  const folderName = useFolderName();
  const personName = usePersonName();
  const formats = useFormats();

  const mutation = useMutation({
    mutationFn: ({ application, to, notify, reasonId }: Asked) =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/folder', {
          params: { path: { applicationId: application.id } },
          body: { folder: to, from: application.folder, ...(reasonId && { reasonId }), ...(notify && { notify }) },
        }),
      ),
    // One after the other: each says from where it moves, and is right only once the one before it has been made.
    scope: { id: 'moves' },
    onMutate: (asked) => {
      showFolder(asked.application.id, asked.to);
      return asked.undoes ? null : remember(backFrom(asked));
    },
    onError: (error, asked, made) => {
      const { application } = asked;
      if (made) forget(made);
      showFolder(application.id, application.folder);
      if (error instanceof ApiError && error.code === 'moved_meanwhile') return tellOfOther(error.fields, asked);
      if (asked.undoes) remember({ application, to: asked.to, reasonId: asked.reasonId });
      toast.error(error);
    },
    onSuccess: (_, { application, to, undoes }, made) => {
      const text = t('moved', { name: application.firstName || personName(application), folder: folderName(to) });
      const back = made?.back;
      if (undoes || !back) toast.success(text);
      else toast.undo(text, () => takeBack(back), 'mod+z');
    },
    onSettled: (_, __, { application }) => {
      void queryClient.invalidateQueries({ queryKey: ['applications'] });
      void queryClient.invalidateQueries({ queryKey: ['folder-counts'] });
      void queryClient.invalidateQueries({ queryKey: ['application', application.id] });
    },
  });

  function takeBack(back: Move): void {
    forget(moves.findLast((made) => made.back === back));
    toast.undone();
    onBack(back.application.id);
    mutation.mutate({ ...back, undoes: true });
  }

  /** Takes back the last move; says so where there is none, or where the candidate was told of it. */
  function undo(): void {
    const last = moves.at(-1);
    if (last?.back) takeBack(last.back);
    else toast.error(t(last ? 'undoMove.told' : 'undoMove.none'));
  }

  /** Who was faster, with what and when; and what was wanted can be done all the same. */
  function tellOfOther({ by, to = '', at }: Record<string, string>, asked: Asked): void {
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

  return { mutate: (move: Move) => mutation.mutate(move), undo };
}

function remember(back: Move | null): Made {
  const made = { back };
  moves.push(made);
  if (moves.length > keptMoves) moves.shift();
  return made;
}

function forget(made: Made | undefined): void {
  const at = made ? moves.indexOf(made) : -1;
  if (at >= 0) moves.splice(at, 1);
}

/** The move that takes this one back; null where the candidate was told, or came from where nobody is moved to. */
function backFrom({ application, to, notify }: Move): Move | null {
  if (notify || application.folder === 'no_campaign') return null;
  return { application: { ...application, folder: to }, to: application.folder, reasonId: application.reason?.id };
}
