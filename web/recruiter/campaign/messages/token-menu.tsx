import { Button, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type TokenName, type TokenValues, tokenNames } from '../../../../server/conversations/tokens.ts';

interface Props {
  values: TokenValues;
  onInsert: (token: string) => void;
}

/** Offers the tokens by what they stand for, with what each would be now. */
export function TokenMenu({ values, onInsert }: Props) {
  const { t } = useTranslation('campaign');
  return (
    <Menu position="bottom-end" width={280} returnFocus={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconBraces size={14} aria-hidden />}>
          {t('tokens')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tokenNames.map((name: TokenName) => (
          <Menu.Item key={name} onClick={() => onInsert(`<%= @${name} %>`)}>
            {t(`tokenNames.${name}`)}
            <span style={{ display: 'block', color: 'var(--mantine-color-dimmed)', overflowWrap: 'anywhere' }}>
              {values[name] || `@${name}`}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Puts `text` where the cursor is, and the cursor behind it. Returns the whole text. */
export function insertAtCursor(
  field: HTMLTextAreaElement | HTMLInputElement | null,
  before: string,
  text: string,
): string {
  const start = field?.selectionStart ?? before.length;
  const end = field?.selectionEnd ?? before.length;
  requestAnimationFrame(() => {
    field?.focus();
    field?.setSelectionRange(start + text.length, start + text.length);
  });
  return before.slice(0, start) + text + before.slice(end);
}
