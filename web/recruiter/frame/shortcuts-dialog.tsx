import { Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { useListedShortcuts, useSingleLetters } from '../../ui/shortcuts.ts';

/** All keys that work on the screen below, by group, and the switch for those that are a single letter. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame');
  const groups = byName(useListedShortcuts());
  const [singleLetters, setSingleLetters] = useSingleLetters();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')}>
      <Stack gap="lg">
        {groups.map(([name, shortcuts]) => (
          <Stack key={name} gap={6} component="section">
            <Title order={3} c="dimmed">
              {name}
            </Title>
            {shortcuts.map(([label, combinations]) => (
              <Group key={label} justify="space-between" wrap="nowrap">
                <Text>{label}</Text>
                <Group gap="sm" wrap="nowrap">
                  {combinations.map((keys) => (
                    <KeyCombination key={keys} keys={keys} />
                  ))}
                </Group>
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

/** What several parts of a screen add stands once: a group by its name, and in it an act with all keys that do it. */
function byName(groups: ReturnType<typeof useListedShortcuts>): [string, [string, string[]][]][] {
  return [...Map.groupBy(groups, ({ name }) => name)].map(([name, parts]) => {
    const acts = Map.groupBy(
      parts.flatMap(({ shortcuts }) => shortcuts),
      ({ label }) => label,
    );
    return [name, [...acts].map(([label, all]) => [label, [...new Set(all.map(({ keys }) => keys))]])];
  });
}
