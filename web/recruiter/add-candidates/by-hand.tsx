import { Alert, Anchor, Button, FileInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconCheck, IconPaperclip } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/errors.ts';
import { unwrapUpload, upload } from '../../api/upload.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { showFieldErrors } from '../../ui/form-errors.ts';
import { countryOptions } from '../../ui/places.ts';
import type { CampaignDetails } from '../campaign/queries.ts';

interface Values {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  country: string;
  referee: string;
  resume: File | null;
}

type Added = { applicationId: number; candidateId: number; duplicate: boolean; name: string };

/** One candidate, typed in; the form is ready for the next one as soon as it was added. */
export function ByHand({ campaign }: { campaign: CampaignDetails }) {
  const { t } = useTranslation('addCandidates');
  const first = useRef<HTMLInputElement>(null);
  const form = useCandidateForm(campaign.country);
  const add = useAddCandidate(campaign.id, {
    onAdded: () => {
      form.setValues({ firstName: '', lastName: '', email: '', phone: '', referee: '', resume: null });
      form.clearErrors();
      first.current?.focus();
    },
    onRefused: (error) => showFieldErrors(form, error),
  });
  return (
    <form noValidate onSubmit={form.onSubmit((values) => add.mutate(values))} style={{ maxWidth: '40rem' }}>
      <Stack>
        <Outcome added={add.data} error={add.error} />
        <Fields form={form} firstField={first} />
        <Button type="submit" loading={add.isPending} style={{ alignSelf: 'start' }}>
          {t('byHand.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function useCandidateForm(country: string) {
  const { t } = useTranslation('addCandidates');
  return useForm<Values>({
    initialValues: { firstName: '', lastName: '', email: '', phone: '', country, referee: '', resume: null },
    validate: {
      firstName: (value, { lastName }) => (value.trim() || lastName.trim() ? null : t('byHand.nameNeeded')),
      email: (value, { phone }) => (value.trim() || phone.trim() ? null : t('byHand.contactNeeded')),
    },
  });
}

function useAddCandidate(
  campaignId: number,
  { onAdded, onRefused }: { onAdded: () => void; onRefused: (error: Error) => void },
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ resume, ...texts }: Values): Promise<Added> => {
      const body = new FormData();
      for (const [name, value] of Object.entries(texts)) if (value.trim()) body.append(name, value.trim());
      if (resume) body.append('resume', resume);
      const added = await upload('POST', `/api/campaigns/${campaignId}/applications`, body);
      return { ...unwrapUpload<Omit<Added, 'name'>>(added), name: `${texts.firstName} ${texts.lastName}`.trim() };
    },
    onSuccess: () => {
      onAdded();
      for (const key of ['applications', 'folder-counts', 'campaigns', 'overview'])
        void queryClient.invalidateQueries({ queryKey: [key] });
    },
    onError: onRefused,
  });
}

function Outcome({ added, error }: { added: Added | undefined; error: Error | null }) {
  const { t } = useTranslation('addCandidates');
  const reason = useErrorText();
  if (error)
    return (
      <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('byHand.failed')}>
        {reason(error instanceof ApiError ? error : null)}
      </Alert>
    );
  if (!added) return null;
  return (
    <Alert color="green" role="status" icon={<IconCheck aria-hidden />}>
      {added.duplicate ? t('byHand.duplicate', { name: added.name }) : t('byHand.added', { name: added.name })}{' '}
      <Anchor
        renderRoot={(props) => <Link to="/leads" search={{ id: added.applicationId }} {...props} />}
        underline="always"
      >
        {t('byHand.open')}
      </Anchor>
    </Alert>
  );
}

interface FieldsProps {
  form: ReturnType<typeof useCandidateForm>;
  firstField: React.RefObject<HTMLInputElement | null>;
}

function Fields({ form, firstField }: FieldsProps) {
  const { t, i18n } = useTranslation('addCandidates');
  const countries = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const columns = { cols: { base: 1, xs: 2 }, spacing: 'sm' } as const;
  return (
    <>
      <SimpleGrid {...columns}>
        <TextInput
          ref={firstField}
          label={t('byHand.firstName')}
          maxLength={200}
          {...form.getInputProps('firstName')}
        />
        <TextInput label={t('byHand.lastName')} maxLength={200} {...form.getInputProps('lastName')} />
      </SimpleGrid>
      <TextInput type="email" label={t('byHand.email')} maxLength={254} {...form.getInputProps('email')} />
      <SimpleGrid {...columns}>
        <Select
          label={t('byHand.country')}
          data={countries}
          searchable
          allowDeselect={false}
          {...form.getInputProps('country')}
        />
        <TextInput
          type="tel"
          label={t('byHand.phone')}
          description={t('byHand.phoneHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={60}
          {...form.getInputProps('phone')}
        />
      </SimpleGrid>
      <TextInput
        label={t('byHand.referee')}
        description={t('byHand.refereeHint')}
        maxLength={200}
        {...form.getInputProps('referee')}
      />
      <FileInput
        label={t('byHand.resume')}
        description={t('byHand.resumeHint')}
        placeholder={t('byHand.chooseFile')}
        accept=".pdf,.docx,.doc,.rtf,.odt,.txt,.jpg,.jpeg,.png,.webp"
        leftSection={<IconPaperclip size={15} aria-hidden />}
        clearable
        {...form.getInputProps('resume')}
      />
    </>
  );
}
