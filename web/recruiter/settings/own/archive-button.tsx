import { ActionIcon } from '@mantine/core';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  name: string;
  archived: boolean;
  onChange: (archived: boolean) => void;
}

/** Takes something out of use, or back into it. */
export function ArchiveButton({ name, archived, onChange }: Props) {
  const { t } = useTranslation('own');
  const Icon = archived ? IconArchiveOff : IconArchive;
  return (
    <ActionIcon aria-label={t(archived ? 'restore' : 'archive', { name })} onClick={() => onChange(!archived)}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
