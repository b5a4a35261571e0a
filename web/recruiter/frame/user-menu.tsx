import { Menu, SegmentedControl, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconBuilding, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/error-text.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSaveLanguage } from '../account/save-language.ts';
import { useSession, useSignOut } from '../session.ts';
import { LanguageSwitch } from './language-switch.tsx';
import classes from './rail.module.css';

export function UserMenu() {
  const { t } = useTranslation('frame');
  const { user, company } = useSession();
  const saveLanguage = useSaveLanguage();
  const signOut = useSignOut();
  const reason = useErrorText();

  async function leave() {
    await signOut().catch((error: unknown) => toast.error(t('userMenu.signOutFailed', { reason: reason(error) })));
  }

  return (
    <Menu position="right-end" width={248} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.user} aria-label={t('userMenu.open', { name: user.name })}>
          <PersonAvatar id={user.id} name={user.name} photoUrl={user.photoUrl} size={34} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Stack gap={0} px={8} py={6}>
          <Text fw={600} truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {company.name}
          </Text>
        </Stack>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconBuilding size={16} aria-hidden />}>
          {t('userMenu.companyProfile')}
        </Menu.Item>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={16} aria-hidden />}>
          {t('userMenu.myAccount')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('userMenu.theme')}</Menu.Label>
        <ThemeSwitch />
        <Menu.Label>{t('userMenu.language')}</Menu.Label>
        <LanguageSwitch label={t('userMenu.language')} onChange={saveLanguage} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          {t('userMenu.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <SegmentedControl
      fullWidth
      mx={6}
      mb={4}
      aria-label={t('userMenu.theme')}
      value={colorScheme}
      onChange={setColorScheme}
      data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`userMenu.${value}`) }))}
    />
  );
}
