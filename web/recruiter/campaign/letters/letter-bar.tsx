import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconCode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './letters.module.css';

interface Props {
  raw: { pressed: boolean; busy: boolean; onToggle: () => void };
  history?: { canUndo: boolean; canRedo: boolean; undo: () => void; redo: () => void };
  children: ReactNode;
}

/** Above the text of a mail: what can be done with it as a whole. */
export function LetterBar({ raw, history, children }: Props) {
  const { t } = useTranslation('letters');
  const { t: c } = useTranslation('campaign');
  const html = c(raw.pressed ? 'messages.graphical' : 'messages.html');
  return (
    <div className={classes.bar}>
      {children}
      <span className={classes.push} />
      {history && (
        <>
          <Tooltip label={t('undo')}>
            <ActionIcon aria-label={t('undo')} disabled={!history.canUndo} onClick={history.undo} bg="transparent">
              <IconArrowBackUp size={17} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('redo')}>
            <ActionIcon aria-label={t('redo')} disabled={!history.canRedo} onClick={history.redo} bg="transparent">
              <IconArrowForwardUp size={17} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </>
      )}
      <Tooltip label={html}>
        <ActionIcon
          aria-label={html}
          variant={raw.pressed ? 'light' : 'subtle'}
          loading={raw.busy}
          onClick={raw.onToggle}
        >
          <IconCode size={17} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
