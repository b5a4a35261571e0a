import { Alert, Button, Group, Select, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import type { Channel, Kind } from './channels.tsx';
import { CredentialFields } from './credential-fields.tsx';
import { WebhookAddress } from './webhook-address.tsx';

export type Provider = Channel['providers'][number];

/** A provider's credentials; they are tried before they are kept, and the verdict stands where they were typed. */
export function ConnectDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { connection, providers } = channel;
  const [name, setName] = useState(connection?.provider ?? providers[0]?.provider ?? '');
  const provider = providers.find((one) => one.provider === name);
  const title = t('channels.connect', { channel: t(`channels.kinds.${channel.channel as Kind}`) });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      size={provider?.fields.some(({ group }) => group) ? 'xl' : 'md'}
      closeOnClickOutside={false}
    >
      <Stack>
        {providers.length > 1 && (
          <Select
            label={t('channels.provider')}
            data={providers.map((one) => ({ value: one.provider, label: one.name }))}
            value={name}
            onChange={(value) => setName(value ?? name)}
            allowDeselect={false}
          />
        )}
        {provider && <Credentials key={provider.provider} channel={channel} provider={provider} onClose={onClose} />}
      </Stack>
    </Dialog>
  );
}

function Credentials({ channel, provider, onClose }: { channel: Channel; provider: Provider; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { connection } = channel;
  const known = connection?.provider === provider.provider ? connection.settings : {};
  const form = useForm<Record<string, string>>({
    initialValues: Object.fromEntries(provider.fields.map(({ name, value }) => [name, known[name] ?? value])),
  });
  const connect = useMutation({
    mutationFn: (values: Record<string, string>) =>
      unwrap(api.PUT('/api/channels', { body: { channel: channel.channel, provider: provider.provider, values } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['channels'] }),
    onError: (error) => showFieldErrors(form, error),
  });
  if (connect.data) return <Connected channel={channel} detail={connect.data.detail} onClose={onClose} />;
  return (
    <form onSubmit={form.onSubmit((values) => connect.mutate(values))}>
      <Stack>
        {connection && <Alert>{t('channels.changeHint')}</Alert>}
        {provider.unreachableUrl && (
          <Alert color="yellow">{t('channels.unreachable', { url: provider.unreachableUrl })}</Alert>
        )}
        <CredentialFields provider={provider} form={form} />
        {connect.isError && (
          <Alert color="red" role="alert" title={t('channels.refusedTitle')}>
            {errorText(connect.error)}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={connect.isPending} disabled={provider.unreachableUrl !== null}>
            {t('channels.test')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Connected({ channel, detail, onClose }: { channel: Channel; detail: string; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const channels = useQuery<Channel[]>({ queryKey: ['channels'], enabled: false });
  const connection = channels.data?.find((one) => one.channel === channel.channel)?.connection;
  return (
    <Stack>
      <Alert color="green" role="status" title={t('channels.testedTitle')}>
        {channel.channel === 'email'
          ? t('channels.testedMail', { detail })
          : t('channels.tested', { name: connection?.name ?? '', detail })}
      </Alert>
      {connection && (
        <WebhookAddress
          kind={channel.channel}
          name={connection.name}
          url={connection.webhookUrl}
          fields={connection.webhookFields}
        />
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('channels.close')}</Button>
      </Group>
    </Stack>
  );
}
