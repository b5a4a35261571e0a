import { Button, Checkbox, Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderBadge, useFolderName } from '../../ui/folder-badge.tsx';
import { useFormats } from '../../ui/formats-context.ts';
import classes from './folder-picker.module.css';
import { countsQuery } from './queries.ts';

interface Props {
  campaign: number[] | undefined;
  chosen: string[];
  onChange: (folder: string[] | undefined) => void;
}

/** The folders with their exact counts. A click on a name shows that folder alone; the boxes combine several. */
export function FolderPicker({ campaign, chosen, onChange }: Props) {
  const { t } = useTranslation('leads');
  const [opened, setOpened] = useState(false);
  const folderName = useFolderName();
  const { data } = useQuery(countsQuery(campaign));
  const folders = data?.folders ?? [];
  const total = folders.reduce((sum, folder) => sum + folder.count, 0);
  const shown = folders.filter(({ key }) => chosen.includes(key));
  const count = chosen.length === 0 ? total : shown.reduce((sum, folder) => sum + folder.count, 0);
  const title = chosen.length === 0 ? t('allFolders') : shown.map(({ key, name }) => folderName(key, name)).join(', ');

  function toggle(key: string): void {
    const next = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key];
    onChange(next.length ? next : undefined);
  }

  function only(key: string | null): void {
    onChange(key === null ? undefined : [key]);
    setOpened(false);
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width="target" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          onClick={() => setOpened(!opened)}
          rightSection={
            <>
              <Count of={count} />
              <IconChevronDown size={15} aria-hidden />
            </>
          }
        >
          <span className={classes.title}>{title}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('folders')}>
        <ul className={classes.list}>
          <li className={classes.item}>
            <UnstyledButton className={classes.name} onClick={() => only(null)} data-autofocus>
              {t('allFolders')}
              <Count of={total} />
            </UnstyledButton>
          </li>
          {folders.map(({ key, name, count: held }) => (
            <li key={key} className={classes.item}>
              <Checkbox
                size="xs"
                checked={chosen.includes(key)}
                onChange={() => toggle(key)}
                aria-label={t('includeFolder', { name: folderName(key, name) })}
              />
              <UnstyledButton className={classes.name} onClick={() => only(key)}>
                <FolderBadge folder={key} name={name} />
                <Count of={held} />
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function Count({ of }: { of: number }) {
  const formats = useFormats();
  return (
    <span className={classes.count} data-none={of === 0 || undefined}>
      {formats.number(of)}
    </span>
  );
}
