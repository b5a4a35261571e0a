import { Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { useListedShortcuts, useSingleLetters } from '../../ui/shortcuts.ts';

/** All keys that work on the screen below, by group, and the switch for those that are a single letter. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame');
  const groups = useListedShortcuts();
  const [singleLetters, setSingleLetters] = useSingleLetters();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')}>
      <Stack gap="lg">
        {groups.map(({ name, shortcuts }) => (
          <Stack key={name} gap={6} component="section">
            <Title order={3} c="dimmed">
              {name}
            </Title>
            {shortcuts.map(({ keys, label }) => (
              <Group key={keys} justify="space-between" wrap="nowrap">
                <Text>{label}</Text>
                <KeyCombination keys={keys} />
              </Group>
            ))}
          </Stack>
        ))}
        <Switch
          checked={singleLetters}
          onChange={(event) => setSingleLetters(event.currentTarget.checked)}
          label={t('keys.singleKeys')}
          description={t('keys.singleKeysHint')}
        />
      </Stack>
    </Dialog>
  );
}
