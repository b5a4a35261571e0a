import { ActionIcon, CopyButton as MantineCopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  value: string;
  /** What is copied, for the button's name: "Copy application id". */
  what: string;
}

export function CopyButton({ value, what }: Props) {
  const { t } = useTranslation('ui');
  return (
    <MantineCopyButton value={value} timeout={1_500}>
      {({ copied, copy }) => {
        const label = copied ? t('copied') : t('copy', { what });
        return (
          <Tooltip label={label}>
            <ActionIcon size={24} onClick={copy} aria-label={label}>
              {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        );
      }}
    </MantineCopyButton>
  );
}
