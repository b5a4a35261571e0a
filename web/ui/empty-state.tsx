import { EmptyState as MantineEmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  icon: ReactNode;
  title: string;
  text?: string;
  /** The next step: a button or link. */
  action?: ReactNode;
}

/** What a screen shows when it has nothing to list, with the step that would change that. */
export function EmptyState({ icon, title, text, action }: Props) {
  return (
    <MantineEmptyState icon={icon} title={title} description={text} py="xl" maw="26rem" mx="auto" size="sm">
      {action && <MantineEmptyState.Actions>{action}</MantineEmptyState.Actions>}
    </MantineEmptyState>
  );
}
