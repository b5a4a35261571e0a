import { Alert, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, type Language, languages, switchLanguage } from '../../i18n/i18n.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { useDocumentTitle } from '../../ui/page-header.tsx';
import classes from './sign-in-layout.module.css';

interface Props {
  title: string;
  subtitle?: string;
  children?: ReactNode;
  /** A way elsewhere, below the card. */
  footer?: ReactNode;
  wide?: boolean;
}

/** The quiet page that all screens before the session share. */
export function SignInLayout({ title, subtitle, children, footer, wide }: Props) {
  const { t, i18n } = useTranslation('signIn');
  useDocumentTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <span className={classes.brand}>
          <img src="/favicon.svg" alt="" width={24} height={24} />
          Parley
        </span>
        <SegmentedControl
          aria-label={t('language')}
          value={i18n.language}
          onChange={(value) => isLanguage(value) && void switchLanguage(value)}
          data={(Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value] }))}
        />
      </header>
      <main className={wide ? `${classes.card} ${classes.wide}` : classes.card}>
        <Stack gap={4} mb={children ? 'lg' : 0}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {subtitle && (
            <Text c="dimmed" size="md">
              {subtitle}
            </Text>
          )}
        </Stack>
        {children}
      </main>
      <footer className={classes.footer}>{footer}</footer>
    </div>
  );
}

/** Why the form was refused, read aloud at once. */
export function FormFailure({ error }: { error: unknown }) {
  const text = useErrorText();
  if (!error) return null;
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {text(error)}
    </Alert>
  );
}
