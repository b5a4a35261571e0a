import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page-header.module.css';

interface Props {
  title: string;
  /** A line below the title. */
  description?: ReactNode;
  /** Buttons at the end of the row; the main one last. */
  actions?: ReactNode;
}

/** The one h1 of a screen; it names the browser's tab too. */
export function PageHeader({ title, description, actions }: Props) {
  useDocumentTitle(title);
  return (
    <header className={classes.header}>
      <div>
        <Title order={1}>{title}</Title>
        {description && <Text c="dimmed">{description}</Text>}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </header>
  );
}

/** For screens without a {@link PageHeader}. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Parley`;
  }, [title]);
}
