import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLinkAddress } from '../../../../server/campaigns/letters/addresses.ts';

interface Props {
  active: boolean;
  /** The address of the link in which the cursor is; empty where there is none. */
  current: () => string;
  onSet: (address: string) => void;
}

/** Asks for the address of a link. */
export function LinkTool({ active, current, onSet }: Props) {
  const { t } = useTranslation('campaign');
  const [opened, setOpened] = useState(false);
  const [address, setAddress] = useState('');
  function open(): void {
    setAddress(current() || 'https://');
    setOpened(true);
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!isLinkAddress(address)) return;
    setOpened(false);
    onSet(address.trim());
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={300} trapFocus withinPortal returnFocus>
      <Popover.Target>
        <Tooltip label={t('messages.link')}>
          <ActionIcon
            aria-label={t('messages.link')}
            variant={active ? 'light' : 'subtle'}
            onClick={() => (opened ? setOpened(false) : open())}
          >
            <IconLink size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('messages.link')} aria-labelledby={undefined}>
        <form onSubmit={submit}>
          <TextInput
            label={t('messages.linkAddress')}
            description={t('messages.linkHint')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-autofocus
          />
          <Button type="submit" size="xs" mt="xs" disabled={!isLinkAddress(address)}>
            {t('messages.linkSet')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
