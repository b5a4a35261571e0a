import '@mantine/spotlight/styles.layer.css';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyCombination } from '../../ui/key-combination.tsx';
import { useCampaignActions } from '../campaign/palette-actions.ts';
import { navigation } from '../frame/navigation.ts';
import { type PaletteAction, useListedActions, usePaletteActions } from './actions.ts';
import { useCandidateActions } from './candidate-search.ts';
import classes from './palette.module.css';

interface Props {
  /** Opens with each change. */
  openings: number;
  onShowKeys: () => void;
}

/** Candidates, and every screen and action by name. Screens add theirs with `usePaletteActions`. */
export function Palette({ openings, onShowKeys }: Props) {
  const { t } = useTranslation('frame');
  const [query, setQuery] = useState('');
  useFrameActions(onShowKeys);
  useCampaignActions();
  const actions = useListedActions();
  const groups = Map.groupBy(actions, (action) => action.group);
  const candidates = useCandidateActions(query);
  useEffect(() => {
    if (openings > 0) spotlight.open();
  }, [openings]);

  return (
    <Spotlight
      // The frame's own listener opens it, so that it stands in the list of keys with the others.
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      nothingFound={t('palette.empty', { query })}
      highlightQuery
      scrollable
      maxHeight={380}
      radius="lg"
      centered={false}
      yOffset="14dvh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      classNames={classes}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      searchProps={{
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.title'),
        leftSection: <IconSearch size={18} aria-hidden />,
        rightSection: <KeyCombination keys="escape" />,
        rightSectionWidth: 48,
        rightSectionPointerEvents: 'none',
      }}
      actions={[
        ...[...groups].map(([group, members]) => ({
          group,
          actions: members.map(({ id, label, keywords, run }) => ({ id, label, keywords, onClick: run })),
        })),
        { group: t('palette.candidates'), actions: candidates },
      ]}
    />
  );
}

function useFrameActions(onShowKeys: () => void): void {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme();
  const screens = navigation.map(
    ({ to, name }): PaletteAction => ({
      id: `screen-${name}`,
      label: t(`nav.${name}`),
      group: t('palette.screens'),
      run: () => void navigate({ to }),
    }),
  );
  const group = t('palette.actions');
  usePaletteActions([
    ...screens,
    {
      id: 'account',
      label: t('userMenu.myAccount'),
      group: t('palette.screens'),
      run: () => void navigate({ to: '/account' }),
    },
    {
      id: 'shared-links',
      label: t('userMenu.sharedLinks'),
      group: t('palette.screens'),
      run: () => void navigate({ to: '/shared-links' }),
    },
    {
      id: 'theme',
      label: t('palette.switchTheme'),
      group,
      run: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    },
    { id: 'keys', label: t('keys.showKeys'), group, run: onShowKeys },
  ]);
}
