import { Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PersonAvatar } from '../../../ui/person-avatar.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { channelIcons } from '../../leads/conversation/channel-icons.ts';
import { type PhoneEntry, phonesQuery } from './queries.ts';
import classes from './sandbox.module.css';

interface Props {
  opened: string | undefined;
  onOpen: (phone: string) => void;
}

export function PhoneList({ opened, onOpen }: Props) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState('');
  const [to] = useDebouncedValue(typed.trim(), 250);
  const phones = useQuery(phonesQuery(to));
  return (
    <>
      <TextInput
        type="search"
        aria-label={t('sandbox.search')}
        placeholder={t('sandbox.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {phones.isError && !phones.data ? (
        <ErrorNotice error={phones.error} onRetry={() => void phones.refetch()} />
      ) : !phones.data ? (
        <SkeletonRows />
      ) : (
        <ul className={classes.list} aria-label={t('sandbox.phones')}>
          {phones.data.map((entry) => (
            <li key={entry.phone}>
              <Entry entry={entry} opened={entry.phone === opened} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
      {phones.data?.length === 0 && (
        <Text c="dimmed" size="sm" px="xs">
          {t(to ? 'sandbox.nobodyFound' : 'sandbox.nobodyYet')}
        </Text>
      )}
    </>
  );
}

function Entry({ entry, opened, onOpen }: { entry: PhoneEntry; opened: boolean; onOpen: Props['onOpen'] }) {
  const { t } = useTranslation('settings');
  const { phone, name, last } = entry;
  const Icon = channelIcons[last.channel];
  return (
    <button
      type="button"
      className={classes.entry}
      aria-current={opened ? 'true' : undefined}
      onClick={() => onOpen(phone)}
    >
      <PersonAvatar id={phone} name={name} size={34} />
      <span className={classes.entryText}>
        <span className={classes.entryTop}>
          <strong dir="auto">{name || phone}</strong>
          <span className={classes.faint}>
            <RelativeTime value={last.at} />
          </span>
        </span>
        {entry.colleague && <span className={classes.faint}>{t('sandbox.colleague')}</span>}
        {name && <span className={classes.faint}>{phone}</span>}
        <span className={classes.entryLast}>
          <Icon size={14} aria-hidden />
          <span dir="auto">
            {last.author === 'candidate' && `${t('sandbox.wrote')} `}
            {last.text || t('sandbox.file')}
          </span>
        </span>
      </span>
    </button>
  );
}
