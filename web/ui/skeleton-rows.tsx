import { Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  count?: number;
  /** Leave room for an avatar, as in lists of people. */
  withAvatar?: boolean;
}

const widths = ['62%', '48%', '70%', '55%', '40%'];

/** Grey rows in the shape of a list that is on its way. */
export function SkeletonRows({ count = 6, withAvatar = false }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Stack gap="md" p="md" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: count }, (_, row) => (
        <Group key={row} gap="sm" wrap="nowrap" aria-hidden>
          {withAvatar && <Skeleton circle height={32} style={{ flexShrink: 0 }} />}
          <Stack gap={6} flex={1}>
            <Skeleton height={10} width={widths[row % widths.length]} radius="sm" />
            <Skeleton height={8} width="30%" radius="sm" />
          </Stack>
        </Group>
      ))}
    </Stack>
  );
}
