import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { tokenNames } from '../../../../../server/conversations/tokens.ts';

/** What is filled in for each candidate. */
export function TokenMenu({ onInsert }: { onInsert: (text: string) => void }) {
  const { t } = useTranslation('leads');
  return (
    <Menu position="top-start" returnFocus={false}>
      <Tooltip label={t('chat.tokens')}>
        <Menu.Target>
          <ActionIcon size="lg" aria-label={t('chat.tokens')}>
            <IconBraces size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
      </Tooltip>
      <Menu.Dropdown>
        {tokenNames.map((token) => (
          <Menu.Item key={token} onClick={() => onInsert(`<%= @${token} %>`)}>
            @{token}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
