import { EmptyState as MantineEmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  text?: string;
  /** Set where nothing else on the page is a heading, or the order of headings asks for it. */
  order?: 1 | 2 | 3;
  /** The next step: a button or link. */
  action?: ReactNode;
}

/** What a screen shows when it has nothing to list, with the step that would change that. */
export function EmptyState({ icon, title, text, order, action }: Props) {
  return (
    <MantineEmptyState icon={icon} py={56} maw="26rem" mx="auto" size="sm">
      <MantineEmptyState.Title order={order}>{title}</MantineEmptyState.Title>
      {text && <MantineEmptyState.Description>{text}</MantineEmptyState.Description>}
      {action && <MantineEmptyState.Actions>{action}</MantineEmptyState.Actions>}
    </MantineEmptyState>
  );
}
