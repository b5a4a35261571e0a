import { Anchor, Group } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import type { Profile } from '../queries.ts';

/** The candidate's résumé. */
export function Resume({ profile }: { profile: Profile }) {
  if (!profile.resume) return null;
  return (
    <Anchor href={profile.resume.url} target="_blank" rel="noreferrer">
      <Group gap={6}>
        <IconFileText size={16} aria-hidden />
        {profile.resume.name}
      </Group>
    </Anchor>
  );
}
