import { Button, SegmentedControl, Select, Stack, Text, Title } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import { LinkOpening } from './openings.tsx';
import type { On, ShownPhone } from './queries.ts';
import classes from './sandbox.module.css';

const outcomes = ['arrives', 'refused', 'lost'] as const;
type Outcome = (typeof outcomes)[number];

/** What stands beside the phone: whose it is in Parley, and what is to go wrong. */
export function Controls({ shown, name }: { shown: ShownPhone; name: string | undefined }) {
  const { t } = useTranslation('settings');
  const { applicationId, phone, channel, tabs, closes, trouble, outage } = shown;
  const opens = tabs.find((tab) => tab.channel === channel)?.opens;
  return (
    <Stack className={classes.controls} gap="lg">
      {applicationId !== null && (
        <Button
          component={Link}
          to="/leads"
          search={{ id: applicationId } as never}
          variant="default"
          leftSection={<IconUser size={16} aria-hidden />}
        >
          {t('sandbox.openLead')}
        </Button>
      )}
      {channel && opens && <LinkOpening on={{ phone, channel }} name={name} />}
      {channel && channel !== 'email' && (
        <>
          <Trouble on={{ phone, channel }} trouble={trouble} />
          <Keywords on={{ phone, channel }} />
          {closes && <Days on={{ phone, channel }} />}
        </>
      )}
      {channel && <ProviderState key={channel} channel={channel} outage={outage} />}
    </Stack>
  );
}

function Trouble({ on, trouble }: { on: On; trouble: ShownPhone['trouble'] }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const play = useMutation({
    mutationFn: (next: Outcome) =>
      unwrap(api.PUT('/api/sandbox/phone/trouble', { body: { ...on, trouble: next === 'arrives' ? null : next } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sandbox', 'phone'] }),
    onError: toast.error,
  });
  const outcome = play.isPending ? play.variables : (trouble ?? 'arrives');
  return (
    <section>
      <Title order={3} mb="xs" id="sandbox-trouble">
        {t('sandbox.nextMessage', { channel: t(`channels.kinds.${on.channel as 'sms'}`) })}
      </Title>
      <SegmentedControl
        fullWidth
        aria-labelledby="sandbox-trouble"
        value={outcome}
        onChange={(value) => play.mutate(value as Outcome)}
        data={outcomes.map((value) => ({ value, label: t(`sandbox.outcomes.${value}`) }))}
      />
      <Text c="dimmed" size="sm" mt="xs">
        {t(`sandbox.outcomeText.${outcome}`)}
      </Text>
    </section>
  );
}

/** What a person who wants no more messages writes. */
function Keywords({ on }: { on: On }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const write = useMutation({
    mutationFn: (text: string) => unwrap(api.POST('/api/sandbox/phone/messages', { body: { ...on, text } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sandbox'] }),
    onError: toast.error,
  });
  return (
    <section>
      <Title order={3} mb="xs">
        {t('sandbox.keywords')}
      </Title>
      <Button.Group>
        {['STOP', 'START'].map((word) => (
          <Button key={word} variant="default" disabled={write.isPending} onClick={() => write.mutate(word)}>
            {word}
          </Button>
        ))}
      </Button.Group>
      <Text c="dimmed" size="sm" mt="xs">
        {t('sandbox.keywordsText')}
      </Text>
    </section>
  );
}

/** Messengers take answers for a day or two only; nobody has to wait for that to see it. It can not be taken back, so it is asked first. */
function Days({ on }: { on: On }) {
  const { t } = useTranslation('settings');
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <Title order={3} mb="xs">
        {t('sandbox.days')}
      </Title>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('sandbox.passDay')}
      </Button>
      <Text c="dimmed" size="sm" mt="xs">
        {t('sandbox.daysText')}
      </Text>
      <ConfirmDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('sandbox.passDayTitle')}
        confirmLabel={t('sandbox.passDay')}
        onConfirm={async () => {
          await unwrap(api.POST('/api/sandbox/phone/days', { body: on }));
          for (const key of ['application', 'applications', 'sandbox'])
            void queryClient.invalidateQueries({ queryKey: [key] });
        }}
      >
        {t('sandbox.passDayText')}
      </ConfirmDialog>
    </section>
  );
}

const states = ['works', 'busy', 'down', 'silent'] as const;
type State = (typeof states)[number];

/** How the provider of a channel answers to all that is sent by it. */
function ProviderState({ channel, outage }: { channel: On['channel']; outage: ShownPhone['outage'] }) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const queryClient = useQueryClient();
  const play = useMutation({
    mutationFn: (next: State) =>
      unwrap(api.PUT('/api/sandbox/outage', { body: { channel, outage: next === 'works' ? null : next } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sandbox', 'phone'] }),
    onError: toast.error,
  });
  const state = play.isPending ? play.variables : (outage?.kind ?? 'works');
  return (
    <section>
      <Select
        label={t('sandbox.provider', { channel: t(`channels.kinds.${channel as 'sms'}`) })}
        description={t(`sandbox.providerText.${state}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        allowDeselect={false}
        value={state}
        onChange={(value) => value && play.mutate(value as State)}
        data={states.map((value) => ({ value, label: t(`sandbox.providerStates.${value}`) }))}
      />
      {outage && !play.isPending && (
        <Text size="sm" mt={4}>
          {t('sandbox.providerUntil', { time: formats.time(outage.until) })}
        </Text>
      )}
    </section>
  );
}
