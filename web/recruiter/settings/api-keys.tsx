import {
  ActionIcon,
  Alert,
  Button,
  Code,
  Group,
  NumberInput,
  ScrollArea,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { toast } from '../../ui/toast.tsx';

type ApiKey = Awaited<ReturnType<typeof loadKeys>>[number];

const loadKeys = () => unwrap(api.GET('/api/api-keys'));

/** The keys of the public API: made here, shown once, revoked at once. */
export function ApiKeys() {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: loadKeys });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (keys.isError && !keys.data) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  if (!keys.data) return <SkeletonRows />;
  const create = <Button onClick={() => setCreating(true)}>{t('apiKeys.create')}</Button>;
  return (
    <Stack>
      {keys.data.length === 0 ? (
        <EmptyState
          icon={<IconKey aria-hidden />}
          title={t('apiKeys.empty')}
          text={t('apiKeys.text')}
          action={create}
        />
      ) : (
        <>
          <Group justify="space-between">
            <Text c="dimmed">{t('apiKeys.text')}</Text>
            {create}
          </Group>
          <ScrollArea tabIndex={0} role="region" aria-label={t('sections.apiKeys')}>
            <Table miw="38rem" verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('apiKeys.name')}</Table.Th>
                  <Table.Th>{t('apiKeys.key')}</Table.Th>
                  <Table.Th>{t('apiKeys.limit')}</Table.Th>
                  <Table.Th>{t('apiKeys.lastUsed')}</Table.Th>
                  <Table.Td />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {keys.data.map((key) => (
                  <Table.Tr key={key.id}>
                    <Table.Td>{key.name}</Table.Td>
                    <Table.Td>
                      <Group gap={4} wrap="nowrap">
                        <Code>{key.key}</Code>
                        <CopyButton value={key.key} what={t('apiKeys.key')} />
                      </Group>
                    </Table.Td>
                    <Table.Td>{key.requestsPerMinute ?? t('apiKeys.noLimit')}</Table.Td>
                    <Table.Td>{key.lastUsedAt ? <RelativeTime value={key.lastUsedAt} /> : t('apiKeys.never')}</Table.Td>
                    <Table.Td>
                      <ActionIcon
                        aria-label={t('apiKeys.actions', { name: key.name })}
                        onClick={() => setRevoking(key)}
                      >
                        <IconTrash size={16} aria-hidden />
                      </ActionIcon>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea>
        </>
      )}
      {creating && <CreateDialog onClose={() => setCreating(false)} />}
      {revoking && (
        <ConfirmDialog
          opened
          danger
          title={t('apiKeys.revoke')}
          confirmLabel={t('apiKeys.revoke')}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await unwrap(api.DELETE('/api/api-keys/{apiKeyId}', { params: { path: { apiKeyId: revoking.id } } }));
            await queryClient.invalidateQueries({ queryKey: ['api-keys'] });
          }}
        >
          {t('apiKeys.revokeText', { name: revoking.name })}
        </ConfirmDialog>
      )}
    </Stack>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const form = useForm<{ name: string; requestsPerMinute: number | '' }>({
    initialValues: { name: '', requestsPerMinute: '' },
  });
  const create = useMutation({
    mutationFn: ({ name, requestsPerMinute }: typeof form.values) =>
      unwrap(
        api.POST('/api/api-keys', {
          body: { name, requestsPerMinute: requestsPerMinute === '' ? null : requestsPerMinute },
        }),
      ),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['api-keys'] }),
    onError: (error) => {
      showFieldErrors(form, error);
      toast.error(error);
    },
  });
  return (
    <Dialog opened onClose={onClose} title={t('apiKeys.create')} closeOnClickOutside={!create.data}>
      {create.data ? (
        <Stack>
          <Alert color="yellow">{t('apiKeys.secretOnce')}</Alert>
          {(['key', 'secret'] as const).map((part) => (
            <Group key={part} gap={6} wrap="nowrap">
              <Text w="4.5rem">{t(`apiKeys.${part}`)}</Text>
              <Code style={{ overflowWrap: 'anywhere' }}>{create.data[part]}</Code>
              <CopyButton value={create.data[part]} what={t(`apiKeys.${part}`)} />
            </Group>
          ))}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('apiKeys.done')}</Button>
          </Group>
        </Stack>
      ) : (
        <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <Stack>
            <TextInput
              label={t('apiKeys.name')}
              description={t('apiKeys.nameHint')}
              required
              maxLength={200}
              data-autofocus
              {...form.getInputProps('name')}
            />
            <NumberInput
              label={t('apiKeys.limit')}
              description={t('apiKeys.limitHint')}
              min={1}
              max={1_000_000}
              allowDecimal={false}
              {...form.getInputProps('requestsPerMinute')}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={create.isPending}>
                {t('apiKeys.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
