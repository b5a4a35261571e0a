import { Tooltip } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { profileQuery } from '../queries.ts';
import classes from './teamwork.module.css';

/** Who only passes by on the way to the next candidate is not looking. */
const looksAfterMs = 700;
/** Well within what the server waits before it forgets who is silent. */
const beatMs = 7_000;
const shown = 4;

/** The colleagues who have this candidate open at this moment. */
export function Viewers({ applicationId }: { applicationId: number }) {
  const { t, i18n } = useTranslation('profile');
  const viewers = useViewers(applicationId);
  const names = new Intl.ListFormat(i18n.language).format(viewers.map(({ name }) => name));
  const label = t('viewers', { count: viewers.length, names });
  return (
    <span className={classes.viewers} role="status">
      {viewers.length > 0 && (
        <Tooltip label={label}>
          <span className={classes.faces} role="img" aria-label={label} tabIndex={0}>
            {viewers.slice(0, shown).map((person) => (
              <PersonAvatar key={person.id} {...person} size={22} />
            ))}
            {viewers.length > shown && <span className={classes.more}>+{viewers.length - shown}</span>}
          </span>
        </Tooltip>
      )}
    </span>
  );
}

function useViewers(applicationId: number) {
  const queryClient = useQueryClient();
  const [looks, setLooks] = useState(false);
  const queryKey = ['viewing', applicationId];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      unwrap(api.PUT('/api/applications/{applicationId}/viewing', { params: { path: { applicationId } }, signal })),
    enabled: looks,
    // A hidden tab is silent, and its owner looks at something else.
    refetchInterval: beatMs,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  useEffect(() => {
    const timer = window.setTimeout(() => setLooks(true), looksAfterMs);
    return () => window.clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!looks) return;
    const leave = () => {
      // Who was erased meanwhile is looked at by nobody.
      if (!queryClient.getQueryData(profileQuery(applicationId).queryKey)) return;
      const params = { path: { applicationId } };
      void api.DELETE('/api/applications/{applicationId}/viewing', { params, keepalive: true }).catch(() => {});
    };
    const come = () => void queryClient.invalidateQueries({ queryKey: ['viewing', applicationId] });
    const turn = () => (document.hidden ? leave() : come());
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', turn);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', turn);
      leave();
    };
  }, [looks, applicationId, queryClient]);
  return data ?? [];
}
