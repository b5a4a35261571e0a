import { Alert, Button, Transition } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../ui/error-text.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { UnsavedChanges } from '../../ui/unsaved-changes.tsx';
import classes from './save-bar.module.css';

interface Props {
  dirty: boolean;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
  /** Shown above the buttons; errors that stand beside their inputs need not be repeated. */
  error?: unknown;
}

/** Appears at the bottom as soon as something was changed, and guards it until it is saved or discarded. */
export function SaveBar({ dirty, saving, onSave, onDiscard, error }: Props) {
  const { t } = useTranslation('campaign');
  const reason = useErrorText();
  useShortcuts(t('saveKey'), [{ keys: 'mod+s', label: t('saveKey'), run: () => dirty && !saving && onSave() }]);
  return (
    <>
      <UnsavedChanges dirty={dirty} />
      <Transition mounted={dirty} transition="slide-up" duration={120}>
        {(style) => (
          <div className={classes.bar} style={style} role="region" aria-label={t('unsaved')} data-toasts="above">
            {error != null && (
              <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} title={t('notSaved')} mb="xs">
                {reason(error)}
              </Alert>
            )}
            <div className={classes.line}>
              <span className={classes.text}>{t('unsaved')}</span>
              <Button variant="default" onClick={onDiscard} disabled={saving}>
                {t('discard')}
              </Button>
              <Button onClick={onSave} loading={saving}>
                {t('save')}
              </Button>
            </div>
          </div>
        )}
      </Transition>
    </>
  );
}
