import { SegmentedControl, Stack, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconBuilding, IconFileSpreadsheet, IconLogout, IconShare, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../i18n/i18n.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { PersonAvatar } from '../../ui/person-avatar.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSaveLanguage } from '../account/save-language.ts';
import { useSession, useSignOut } from '../session.ts';
import { FramePopover, popoverEntry, popoverSection } from './frame-popover.tsx';
import classes from './rail.module.css';

export function UserMenu() {
  const { t } = useTranslation('frame');
  const { user } = useSession();
  const label = t('userMenu.open', { name: user.name });
  return (
    <FramePopover
      label={label}
      position="right-end"
      target={(toggle) => (
        <UnstyledButton className={classes.user} aria-label={label} onClick={toggle}>
          <PersonAvatar id={user.id} name={user.name} photoUrl={user.photoUrl} size={34} />
        </UnstyledButton>
      )}
    >
      {(close) => <Content onChoose={close} />}
    </FramePopover>
  );
}

function Content({ onChoose }: { onChoose: () => void }) {
  const { t } = useTranslation('frame');
  const { user, company } = useSession();
  const signOut = useSignOut();
  const reason = useErrorText();

  async function leave() {
    await signOut().catch((error: unknown) => toast.error(t('userMenu.signOutFailed', { reason: reason(error) })));
  }

  return (
    <>
      <Stack gap={0} px={8} py={6}>
        <Text fw={600} truncate>
          {user.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {company.name}
        </Text>
      </Stack>
      <Link to="/settings" className={popoverEntry} onClick={onChoose}>
        <IconBuilding size={16} aria-hidden />
        {t('userMenu.companyProfile')}
      </Link>
      <Link to="/account" className={popoverEntry} onClick={onChoose}>
        <IconUserCircle size={16} aria-hidden />
        {t('userMenu.myAccount')}
      </Link>
      <Link to="/shared-links" className={popoverEntry} onClick={onChoose}>
        <IconShare size={16} aria-hidden />
        {t('userMenu.sharedLinks')}
      </Link>
      <Link to="/exports" className={popoverEntry} onClick={onChoose}>
        <IconFileSpreadsheet size={16} aria-hidden />
        {t('userMenu.myExports')}
      </Link>
      <Stack gap={8} className={popoverSection}>
        <ThemeSwitch />
        <LanguageSwitch />
      </Stack>
      <UnstyledButton className={popoverEntry} onClick={leave}>
        <IconLogout size={16} aria-hidden />
        {t('userMenu.signOut')}
      </UnstyledButton>
    </>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation('frame');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const data = (['light', 'dark', 'auto'] as const).map((value) => ({ value, label: t(`userMenu.${value}`) }));
  const label = t('userMenu.theme');
  return <SegmentedControl fullWidth aria-label={label} value={colorScheme} onChange={setColorScheme} data={data} />;
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation('frame');
  const save = useSaveLanguage();
  // Each by its own name, so that it is found by those who need it.
  const data = (Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value] }));
  const label = t('userMenu.language');
  return (
    <SegmentedControl fullWidth aria-label={label} value={i18n.language as Language} onChange={save} data={data} />
  );
}
