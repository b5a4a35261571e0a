import { Button, Text, Title } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './section.module.css';

interface Props {
  title: string;
  text?: string;
  children: ReactNode;
  /** Stands beside the form where there is room, else behind a button above it. */
  preview?: ReactNode;
  /** Takes all the room there is, for lists side by side. */
  wide?: boolean;
}

/** A section's heading and form, with what the candidate will see of it. */
export function Section({ title, text, children, preview, wide }: Props) {
  const { t } = useTranslation('campaign');
  const [shown, setShown] = useState(false);
  return (
    <div className={classes.columns} data-preview={preview ? true : undefined}>
      <section className={classes.form} data-wide={wide || undefined} aria-labelledby="section-title">
        <Title order={2} id="section-title" mb={text ? undefined : 'md'}>
          {title}
        </Title>
        {text && (
          <Text c="dimmed" mb="md">
            {text}
          </Text>
        )}
        {preview && (
          <Button
            className={classes.toggle}
            variant="default"
            size="xs"
            mb="md"
            leftSection={shown ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('hidePreview') : t('showPreview')}
          </Button>
        )}
        {children}
      </section>
      {preview && (
        <aside className={classes.preview} data-shown={shown || undefined} aria-label={t('preview')}>
          {preview}
        </aside>
      )}
    </div>
  );
}
