import { Anchor, Button, Card, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import classes from './sandbox.module.css';

type SandboxMessage = Awaited<ReturnType<typeof loadMessages>>[number];

const loadMessages = (to: string) => unwrap(api.GET('/api/sandbox/messages', { params: { query: to ? { to } : {} } }));

/** The candidates' phone and mailbox, side by side: what would have reached them if the channels were connected. */
export function Sandbox() {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState('');
  const [to, setTo] = useState('');
  const messages = useQuery({ queryKey: ['sandbox', to], queryFn: () => loadMessages(to), refetchInterval: 3_000 });
  const newest = (messages.data ?? []).toReversed();
  return (
    <Stack>
      <Text c="dimmed" maw="44rem">
        {t('sandbox.text')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTo(typed.trim());
        }}
      >
        <Group gap="xs">
          <TextInput
            aria-label={t('sandbox.to')}
            placeholder={t('sandbox.to')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default">
            {t('sandbox.show')}
          </Button>
        </Group>
      </form>
      {messages.isError && !messages.data ? (
        <ErrorNotice error={messages.error} onRetry={() => void messages.refetch()} />
      ) : !messages.data ? (
        <SkeletonRows />
      ) : newest.length === 0 ? (
        <EmptyState
          icon={<IconDeviceMobile aria-hidden />}
          title={t('sandbox.emptyTitle')}
          text={t('sandbox.emptyText')}
        />
      ) : (
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <Column title={t('sandbox.phone')} messages={newest.filter(({ channel }) => channel !== 'email')} />
          <Column title={t('sandbox.mailbox')} messages={newest.filter(({ channel }) => channel === 'email')} />
        </SimpleGrid>
      )}
    </Stack>
  );
}

function Column({ title, messages }: { title: string; messages: SandboxMessage[] }) {
  const { t } = useTranslation('settings');
  return (
    <section aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      <Stack gap="sm">
        {messages.length === 0 && <Text c="dimmed">{t('sandbox.emptyTitle')}</Text>}
        {messages.map((message) => (
          <Card key={message.id} className={classes.message}>
            <Group justify="space-between" gap="xs">
              <Text size="xs" c="dimmed">
                {t('sandbox.toAddress', { address: message.to })}
              </Text>
              <Text size="xs" c="dimmed">
                <RelativeTime value={message.sentAt} />
              </Text>
            </Group>
            {message.subject && <Text fw={600}>{message.subject}</Text>}
            <Text className={classes.body}>{message.body}</Text>
            {message.link && (
              <Anchor href={message.link} target="_blank" rel="noreferrer">
                {t(message.messageId === null ? 'sandbox.openLink' : 'sandbox.openInterview')}
              </Anchor>
            )}
          </Card>
        ))}
      </Stack>
    </section>
  );
}
