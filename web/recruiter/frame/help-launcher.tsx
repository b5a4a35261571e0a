import { ActionIcon, Menu } from '@mantine/core';
import { IconBook, IconCommand, IconHelp, IconKeyboard, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { openPalette } from '../palette/palette.tsx';
import { useSession } from '../session.ts';
import classes from './frame.module.css';

/** Documentation, the keys, and the operator's support address where there is one. */
export function HelpLauncher({ onShowKeys }: { onShowKeys: () => void }) {
  const { t } = useTranslation('frame');
  const { supportEmail } = useSession();
  return (
    <div className={classes.help}>
      <Menu position="top-end" width={230}>
        <Menu.Target>
          <ActionIcon size={36} radius="xl" aria-label={t('help.open')}>
            <IconHelp size={20} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href="/docs" target="_blank" leftSection={<IconBook size={16} aria-hidden />}>
            {t('help.docs')}
          </Menu.Item>
          {supportEmail && (
            <Menu.Item component="a" href={`mailto:${supportEmail}`} leftSection={<IconMail size={16} aria-hidden />}>
              {t('help.contact')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            onClick={openPalette}
            leftSection={<IconCommand size={16} aria-hidden />}
            rightSection={<KeyCombination keys="mod+k" />}
          >
            {t('help.palette')}
          </Menu.Item>
          <Menu.Item
            onClick={onShowKeys}
            leftSection={<IconKeyboard size={16} aria-hidden />}
            rightSection={<KeyCombination keys="?" />}
          >
            {t('help.keys')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
