import { ActionIcon, Tabs } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { channelIcons } from '../../leads/conversation/channel-icons.ts';
import type { PhoneChannel } from '../route.ts';
import { Controls } from './controls.tsx';
import { Mailbox } from './mailbox.tsx';
import { BeginButton } from './openings.tsx';
import { phoneQuery, type ShownPhone } from './queries.ts';
import classes from './sandbox.module.css';
import { Thread } from './thread.tsx';
import { useReading } from './use-reading.ts';
import { Writing } from './writing.tsx';

interface Props {
  phone: string;
  channel: PhoneChannel | undefined;
  /** As a new phone's owner calls themselves. */
  typedName: string | undefined;
  onChannel: (channel: PhoneChannel) => void;
  onBack: () => void;
}

/** A candidate's phone: a tab for each channel on which they are, and what one can do there in their place. */
export function Phone({ phone, channel, typedName, onChannel, onBack }: Props) {
  const { t } = useTranslation('settings');
  const query = useQuery(phoneQuery(phone, channel));
  const { data: shown } = query;
  useReading(shown);
  if (query.isError && !shown) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (!shown) return <SkeletonRows />;
  const name = shown.name || typedName || '';
  return (
    <div className={classes.bench}>
      <section className={classes.phone} aria-label={t('sandbox.phoneOf', { name: name || shown.phone })}>
        <div className={classes.screen}>
          <header className={classes.bar}>
            <ActionIcon className={classes.back} variant="subtle" aria-label={t('sandbox.back')} onClick={onBack}>
              <IconChevronLeft size={20} aria-hidden />
            </ActionIcon>
            <div className={classes.owner}>
              <h2 dir="auto">{name || shown.phone}</h2>
              {name && <span className={classes.faint}>{shown.phone}</span>}
            </div>
          </header>
          {shown.channel ? (
            <Channels shown={shown} current={shown.channel} typedName={typedName} onChannel={onChannel} />
          ) : (
            <p className={classes.nothing}>{t('sandbox.allConnected')}</p>
          )}
        </div>
      </section>
      <Controls shown={shown} name={typedName} />
    </div>
  );
}

interface ChannelsProps {
  shown: ShownPhone;
  current: PhoneChannel;
  typedName: string | undefined;
  onChannel: (channel: PhoneChannel) => void;
}

function Channels({ shown, current, typedName, onChannel }: ChannelsProps) {
  const { t } = useTranslation('settings');
  const on = { phone: shown.phone, channel: current };
  const opens = shown.tabs.find(({ channel }) => channel === current)?.opens;
  const isNew = !shown.messages.some(({ author }) => author === 'candidate');
  return (
    <Tabs
      className={classes.tabs}
      value={current}
      onChange={(value) => value && onChannel(value as PhoneChannel)}
      keepMounted={false}
    >
      <Tabs.List grow>
        {shown.tabs.map(({ channel }) => {
          const Icon = channelIcons[channel];
          const label = t(`channels.kinds.${channel as 'sms'}`);
          return (
            <Tabs.Tab key={channel} value={channel} className={classes.tab} title={label}>
              <Icon size={18} aria-hidden />
              <span>{label}</span>
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value={current} className={classes.panel} data-channel={current}>
        {current === 'email' ? (
          <Mailbox messages={shown.messages} phone={shown.phone} name={typedName} />
        ) : (
          <>
            <Thread messages={shown.messages} on={on} key={current} />
            {opens && isNew && <BeginButton on={on} name={typedName} />}
            <Writing on={on} name={typedName} key={`${current} writing`} />
          </>
        )}
      </Tabs.Panel>
    </Tabs>
  );
}
