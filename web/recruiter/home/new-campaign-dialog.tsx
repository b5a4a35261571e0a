import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { isLanguage, type Language, languages } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useErrorText } from '../../ui/error-text.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { countryOptions } from '../../ui/places.ts';
import { useSession } from '../session.ts';

interface Props {
  opened: boolean;
  onClose: () => void;
}

/** Asks for what a campaign can not be without, and leads on to its settings. */
export function NewCampaignDialog({ opened, onClose }: Props) {
  const { t } = useTranslation('home');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('create.title')}>
      <NewCampaignForm onClose={onClose} />
    </Dialog>
  );
}

function NewCampaignForm({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('home');
  const { t: ui } = useTranslation('ui');
  const { company } = useSession();
  const reason = useErrorText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const form = useForm({
    initialValues: {
      title: '',
      country: company.country,
      language: (isLanguage(company.language) ? company.language : 'en') as Language,
    },
    validate: { title: (value) => (value.trim() ? null : t('create.needed')) },
  });
  const create = useMutation({
    mutationFn: (values: typeof form.values) => unwrap(api.POST('/api/campaigns', { body: values })),
    onSuccess: (campaign) => {
      queryClient.setQueryData(['campaign', campaign.id], campaign);
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      onClose();
      void navigate({
        to: '/campaigns/$campaignId/settings/$section',
        params: { campaignId: campaign.id, section: 'interview' },
      });
    },
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        <TextInput
          label={t('create.name')}
          description={t('create.nameHint')}
          placeholder={t('create.namePlaceholder')}
          maxLength={200}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <Select
          label={t('create.country')}
          description={t('create.countryHint')}
          data={countries}
          searchable
          allowDeselect={false}
          {...form.getInputProps('country')}
        />
        <Select
          label={t('create.language')}
          description={t('create.languageHint')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          {...form.getInputProps('language')}
        />
        {create.error && (
          <Text c="var(--mantine-color-error)" role="alert">
            {reason(create.error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('create.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
