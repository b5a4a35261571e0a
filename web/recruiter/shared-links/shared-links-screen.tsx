import { Button, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';
import { Screen } from '../frame/screen.tsx';
import { LinkRow } from './link-row.tsx';
import { linksQuery, type SharedLink } from './queries.ts';
import type { LinksSearch } from './route.ts';
import classes from './shared-links.module.css';

const route = getRouteApi('/frame/shared-links');
const states = ['all', 'active', 'expired', 'revoked'] as const;

/** The links to all candidates that one reaches: those that work, and those that did. */
export function SharedLinksScreen() {
  const { t } = useTranslation('sharing');
  const { state, mine } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (search: LinksSearch) => void navigate({ search, replace: true });
  return (
    <Screen>
      <PageHeader title={t('list.title')} />
      <Stack>
        <Text c="dimmed">{t('list.text')}</Text>
        <Group>
          <SegmentedControl
            aria-label={t('list.states.label')}
            data={states.map((value) => ({ value, label: t(`list.states.${value}`) }))}
            value={state ?? 'all'}
            onChange={(value) =>
              choose({ ...(value !== 'all' && { state: value as LinksSearch['state'] }), ...(mine && { mine }) })
            }
          />
          <Switch
            label={t('list.mine')}
            checked={mine ?? false}
            onChange={({ currentTarget }) =>
              choose({ ...(state && { state }), ...(currentTarget.checked && { mine: true }) })
            }
          />
        </Group>
        <List search={{ ...(state && { state }), ...(mine && { mine }) }} onClear={() => choose({})} />
      </Stack>
    </Screen>
  );
}

function List({ search, onClear }: { search: LinksSearch; onClear: () => void }) {
  const { t } = useTranslation('sharing');
  const [revoking, setRevoking] = useState<SharedLink | null>(null);
  const revoke = useRevoke();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(
    linksQuery(search),
  );
  if (error && (!data || isPlaceholderData)) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing filtered={Object.keys(search).length > 0} onClear={onClear} />;
  return (
    <>
      <ul className={classes.list} aria-label={t('list.title')} aria-busy={isPlaceholderData}>
        {items.map((link) => (
          <LinkRow key={link.id} link={link} onRevoke={() => setRevoking(link)} />
        ))}
      </ul>
      {error && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && !error && (
        <div>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revokeTitle')}
        confirmLabel={t('revoke')}
        onConfirm={() => (revoking ? revoke(revoking) : Promise.resolve())}
        danger
      >
        {t('revokeText')}
      </ConfirmDialog>
    </>
  );
}

function useRevoke() {
  const { t } = useTranslation('sharing');
  const queryClient = useQueryClient();
  return async ({ applicationId, id: shareId }: SharedLink) => {
    const params = { path: { applicationId, shareId } };
    await unwrap(api.DELETE('/api/applications/{applicationId}/shares/{shareId}', { params }));
    toast.success(t('list.revoked'));
    await Promise.all(
      [['shares'], ['application', applicationId]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    );
  };
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('sharing');
  const words = filtered ? 'none' : 'empty';
  return (
    <EmptyState
      icon={<IconShare size={32} aria-hidden />}
      order={2}
      title={t(`list.${words}.title`)}
      text={t(`list.${words}.text`)}
      action={
        filtered && (
          <Button variant="default" onClick={onClear}>
            {t('list.clear')}
          </Button>
        )
      }
    />
  );
}
