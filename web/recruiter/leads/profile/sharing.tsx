import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { type Share, sharesQuery } from '../queries.ts';
import { ShareDialog } from './share-dialog.tsx';

/** The links to this application, what guests propose, and the way to make another. */
export function Sharing({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('sharing');
  const queryClient = useQueryClient();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<Share | null>(null);
  const { data, error, refetch } = useQuery(sharesQuery(applicationId));
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={2} />;

  async function revoke(shareId: number): Promise<void> {
    const params = { path: { applicationId, shareId } };
    await unwrap(api.DELETE('/api/applications/{applicationId}/shares/{shareId}', { params }));
    await queryClient.invalidateQueries({ queryKey: ['application', applicationId] });
  }

  return (
    <Stack gap="xs">
      {data.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      {data.map((share) => (
        <ShareCard key={share.id} share={share} onRevoke={() => setRevoking(share)} />
      ))}
      <Group justify="space-between">
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconShare size={15} aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {t('make')}
        </Button>
        <Anchor size="sm" renderRoot={(props) => <Link to="/shared-links" {...props} />}>
          {t('list.link')}
        </Anchor>
      </Group>
      {making && <ShareDialog applicationId={applicationId} onClose={() => setMaking(false)} />}
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revokeTitle')}
        confirmLabel={t('revoke')}
        onConfirm={() => (revoking ? revoke(revoking.id) : Promise.resolve())}
        danger
      >
        {t('revokeText')}
      </ConfirmDialog>
    </Stack>
  );
}

function ShareCard({ share, onRevoke }: { share: Share; onRevoke: () => void }) {
  const { t } = useTranslation('sharing');
  const formats = useFormats();
  const { state, shows, by, views, lastSeenAt, expiresAt, mails, proposals } = share;
  const ends =
    state === 'revoked'
      ? t('revoked')
      : t(state === 'expired' ? 'expired' : 'until', { date: formats.dateTime(expiresAt) });
  const when = lastSeenAt ? formats.relative(lastSeenAt) : '';
  return (
    <Paper withBorder p="xs">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Text fw={600} size="sm">
          {shows.length > 0 ? shows.map((part) => t(`parts.${part}`)).join(', ') : t('nothing')}
        </Text>
        {state === 'active' && (
          <Button variant="subtle" color="red" size="compact-xs" style={{ flexShrink: 0 }} onClick={onRevoke}>
            {t('revoke')}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {[by && t('by', { name: by }), ends].filter(Boolean).join(' · ')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('views', { count: views, when })}
      </Text>
      {mails.map(({ to, state: sending }) => (
        <Text key={to} size="xs" c={sending === 'failed' ? 'red' : 'dimmed'}>
          {t(`mail.${sending}`, { to })}
        </Text>
      ))}
      {proposals.map(({ verdict, name, comment, at }) => (
        <Text key={`${at} ${name} ${verdict}`} size="sm" mt={4} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          <strong>{t(`proposal.${verdict}`, { name })}</strong>
          {comment && `: ${comment}`}
        </Text>
      ))}
    </Paper>
  );
}
