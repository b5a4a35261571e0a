import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { channelIcons } from '../channel-icons.ts';
import type { Channel, ChannelKind } from '../queries.ts';
import classes from './composer.module.css';
import { useUnavailable } from './unavailable.ts';

interface Props {
  channels: Channel[] | undefined;
  channel: Channel | undefined;
  onChoose: (channel: ChannelKind) => void;
}

/** By which channel the message goes. One that can't be used now says why. */
export function ChannelPicker({ channels = [], channel, onChoose }: Props) {
  const { t } = useTranslation('leads');
  const why = useUnavailable();
  const Icon = channel && channelIcons[channel.channel];
  return (
    <Select
      aria-label={t('chat.via')}
      w="9.5rem"
      leftSection={Icon && <Icon size={16} aria-hidden />}
      data={channels.map(({ channel: value, available }) => ({
        value,
        label: t(`channels.${value}`),
        disabled: !available,
      }))}
      value={channel?.channel ?? null}
      onChange={(value) => value && onChoose(value)}
      allowDeselect={false}
      maxDropdownHeight={440}
      comboboxProps={{ width: 300, position: 'top-start', withinPortal: false }}
      renderOption={({ option: { value, label } }) => {
        const OptionIcon = channelIcons[value];
        const reason = channels.find((one) => one.channel === value)?.reason;
        return (
          <span className={classes.channel}>
            <OptionIcon size={17} aria-hidden />
            <span>
              {label}
              {reason && <Text size="xs">{why(reason)}</Text>}
            </span>
          </span>
        );
      }}
    />
  );
}
