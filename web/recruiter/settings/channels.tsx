import { Alert, Badge, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ConnectDialog } from './connect-dialog.tsx';
import { SiteChat } from './site-chat.tsx';
import { WebhookAddress } from './webhook-address.tsx';

const TemplateList = lazy(async () => ({ default: (await import('../templates/template-list.tsx')).TemplateList }));

export type Channel = Awaited<ReturnType<typeof loadChannels>>[number];
export type Kind = Exclude<Channel['channel'], 'webchat'>;
type Connection = NonNullable<Channel['connection']>;

const loadChannels = () => unwrap(api.GET('/api/channels'));
const colors = { connected: 'green', troubled: 'amber', paused: 'yellow', blocked: 'red' } as const;

/** By what the company's messages travel, and what is wrong with it. */
export function Channels() {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const channels = useQuery({ queryKey: ['channels'], queryFn: loadChannels });
  const [connecting, setConnecting] = useState<Channel | null>(null);
  const [ending, setEnding] = useState<Channel | null>(null);
  if (channels.isError && !channels.data)
    return <ErrorNotice error={channels.error} onRetry={() => void channels.refetch()} />;
  if (!channels.data) return <SkeletonRows />;
  const unreachable = channels.data
    .flatMap(({ providers }) => providers)
    .find((one) => one.unreachableUrl)?.unreachableUrl;
  return (
    <Stack maw="48rem">
      <Text c="dimmed">{t('channels.text')}</Text>
      {unreachable && (
        <Alert color="amber" title={t('channels.unreachableTitle')}>
          {t('channels.unreachable', { url: unreachable })}
        </Alert>
      )}
      {channels.data.map((channel) => (
        <ChannelCard
          key={channel.channel}
          channel={channel}
          onConnect={() => setConnecting(channel)}
          onDisconnect={() => setEnding(channel)}
        />
      ))}
      <SiteChat />
      {connecting && <ConnectDialog channel={connecting} onClose={() => setConnecting(null)} />}
      {ending?.connection && (
        <ConfirmDialog
          opened
          danger
          title={t('channels.disconnect')}
          confirmLabel={t('channels.disconnect')}
          onClose={() => setEnding(null)}
          onConfirm={async () => {
            const path = { connectionId: (ending.connection as Connection).id };
            await unwrap(api.DELETE('/api/channels/{connectionId}', { params: { path } }));
            await queryClient.invalidateQueries({ queryKey: ['channels'] });
          }}
        >
          {ending.fallback === 'smtp'
            ? t('channels.disconnectToSmtp')
            : t('channels.disconnectText', { channel: t(`channels.kinds.${ending.channel as Kind}`) })}
        </ConfirmDialog>
      )}
    </Stack>
  );
}

interface CardProps {
  channel: Channel;
  onConnect: () => void;
  onDisconnect: () => void;
}

function ChannelCard({ channel, onConnect, onDisconnect }: CardProps) {
  const { t } = useTranslation('settings');
  const { connection, goes, providers } = channel;
  const kind = t(`channels.kinds.${channel.channel as Kind}`);
  return (
    <Card withBorder>
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Title order={2} size="h4">
              {kind}
            </Title>
            {connection && (
              <Badge color={colors[connection.status]} variant="light">
                {t(`channels.status.${connection.status}`)}
              </Badge>
            )}
          </Group>
          {connection ? (
            <Group gap="xs">
              {channel.channel === 'whatsapp' && <Templates />}
              <Button variant="default" onClick={onConnect}>
                {t('channels.change')}
              </Button>
              <Button variant="default" onClick={onDisconnect}>
                {t('channels.disconnect')}
              </Button>
            </Group>
          ) : (
            <Group gap="xs">
              {channel.channel === 'whatsapp' && goes === 'sandbox' && <Templates samples />}
              {providers.length > 0 && <Button onClick={onConnect}>{t('channels.connect', { channel: kind })}</Button>}
            </Group>
          )}
        </Group>
        {connection ? (
          <ConnectionFacts kind={channel.channel} connection={connection} />
        ) : (
          <Text c="dimmed">{t(`channels.goes.${goes as 'sandbox'}`)}</Text>
        )}
      </Stack>
    </Card>
  );
}

/** The texts that WhatsApp has approved. */
function Templates({ samples = false }: { samples?: boolean }) {
  const { t } = useTranslation('templates');
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('show')}
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={t('title')} size="xl">
        <Suspense fallback={<SkeletonRows />}>
          <TemplateList samples={samples} />
        </Suspense>
      </Dialog>
    </>
  );
}

function ConnectionFacts({ kind, connection }: { kind: string; connection: Connection }) {
  const { t } = useTranslation('settings');
  const { name, status, account, lastError, webhookUrl, webhookFields, connectedAt } = connection;
  return (
    <>
      {(status === 'paused' || status === 'blocked') && (
        <Alert color={colors[status]}>{t(`channels.statusText.${status}`, { name })}</Alert>
      )}
      <Fact label={t('channels.sender')}>
        {account} ({name})
      </Fact>
      <Fact label={t('channels.since')}>
        <RelativeTime value={connectedAt} />
      </Fact>
      {lastError && (
        <Fact label={t('channels.lastError')}>
          <RelativeTime value={lastError.at} />: {lastError.detail} <Code>{lastError.code}</Code>
        </Fact>
      )}
      <Fact label={t('channels.webhook')}>
        <WebhookAddress kind={kind} name={name} url={webhookUrl} fields={webhookFields} />
      </Fact>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="xs" align="baseline" wrap="nowrap">
      <Text c="dimmed" w="9rem" style={{ flexShrink: 0 }}>
        {label}
      </Text>
      <Text component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  );
}
