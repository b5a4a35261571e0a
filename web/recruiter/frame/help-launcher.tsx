import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconCommand, IconHelp, IconKeyboard, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { useSession } from '../session.ts';
import classes from './frame.module.css';
import { FramePopover, popoverEntry } from './frame-popover.tsx';

interface Props {
  onShowKeys: () => void;
  onOpenPalette: () => void;
}

/** The keys, the palette, and the operator's support address where there is one. */
export function HelpLauncher({ onShowKeys, onOpenPalette }: Props) {
  const { t } = useTranslation('frame');
  const { supportEmail } = useSession();
  return (
    <aside className={classes.help} aria-label={t('help.open')}>
      <FramePopover
        label={t('help.open')}
        position="top-end"
        target={(toggle) => (
          <ActionIcon size={36} radius="xl" aria-label={t('help.open')} onClick={toggle}>
            <IconHelp size={20} stroke={1.7} aria-hidden />
          </ActionIcon>
        )}
      >
        {(close) => (
          <>
            {supportEmail && (
              <a className={popoverEntry} href={`mailto:${supportEmail}`}>
                <IconMail size={16} aria-hidden />
                {t('help.contact')}
              </a>
            )}
            <UnstyledButton className={popoverEntry} onClick={() => [close(), onOpenPalette()]}>
              <IconCommand size={16} aria-hidden />
              {t('help.palette')}
              <KeyCombination keys="mod+k" />
            </UnstyledButton>
            <UnstyledButton className={popoverEntry} onClick={() => [close(), onShowKeys()]}>
              <IconKeyboard size={16} aria-hidden />
              {t('help.keys')}
              <KeyCombination keys="?" />
            </UnstyledButton>
          </>
        )}
      </FramePopover>
    </aside>
  );
}
