import { ActionIcon, Button, Group, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconCheck, IconMessageSearch, IconSearch } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isNarrowed, type LeadsSearch, nothingNarrowed } from '../search-params.ts';
import { type Filter, sameFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { ViewsMenu } from './views-menu.tsx';

interface Props {
  search: LeadsSearch;
  change: (patch: Partial<LeadsSearch>) => void;
  searchBox: RefObject<HTMLInputElement | null>;
}

/** Words and conditions. They are looked for by Enter or the button; until then the list stays as it is. */
export function SearchForm({ search, change, searchBox }: Props) {
  const { t } = useTranslation(['finding', 'leads']);
  const [text, setText] = useState(search.q ?? '');
  const [filter, setFilter] = useState<Filter>(search.filter ?? []);
  const stored = JSON.stringify(search.filter ?? []);
  useEffect(() => setText(search.q ?? ''), [search.q]);
  useEffect(() => setFilter(JSON.parse(stored) as Filter), [stored]);
  const inTexts = search.in === 'texts';
  const waiting = text.trim() !== (search.q ?? '') || !sameFilter(filter, search.filter ?? []);

  function run(conditions: Filter): void {
    setFilter(conditions);
    change({ q: text.trim() || undefined, filter: conditions.length > 0 ? conditions : undefined });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    run(filter);
    // The single-letter keys go through what was found, rather than into the box.
    searchBox.current?.blur();
  }

  function reset(): void {
    setText('');
    setFilter([]);
    change(nothingNarrowed);
  }

  return (
    <>
      <form role="search" onSubmit={submit}>
        <Group gap={6} wrap="nowrap">
          <TextInput
            ref={searchBox}
            flex={1}
            miw={0}
            aria-label={inTexts ? t('searchTexts') : t('leads:searchLabel')}
            placeholder={inTexts ? t('searchTextsPlaceholder') : t('leads:searchPlaceholder')}
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
            leftSection={<ModeMenu inTexts={inTexts} change={change} />}
          />
          <Button type="submit" variant={waiting ? 'filled' : 'default'}>
            {t('leads:search')}
          </Button>
          {(isNarrowed(search) || waiting) && (
            <Button variant="subtle" color="gray" px={8} onClick={reset}>
              {t('leads:reset')}
            </Button>
          )}
        </Group>
      </form>
      <Group gap={4} wrap="nowrap" align="flex-start" justify="space-between">
        <FilterBar filter={filter} onChange={setFilter} onSearch={run} />
        <ViewsMenu search={search} change={change} />
      </Group>
    </>
  );
}

function ModeMenu({ inTexts, change }: { inTexts: boolean; change: Props['change'] }) {
  const { t } = useTranslation('finding');
  const [opened, setOpened] = useState(false);
  const mode = inTexts ? t('modes.texts') : t('modes.people');
  return (
    <Menu position="bottom-start" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('searchIn', { mode })} disabled={opened}>
          <ActionIcon size="sm" aria-label={t('searchIn', { mode })}>
            {inTexts ? <IconMessageSearch size={15} aria-hidden /> : <IconSearch size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSearch size={15} aria-hidden />}
          rightSection={!inTexts && <IconCheck size={15} aria-hidden />}
          aria-current={!inTexts}
          onClick={() => change({ in: undefined })}
        >
          {t('modes.people')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMessageSearch size={15} aria-hidden />}
          rightSection={inTexts && <IconCheck size={15} aria-hidden />}
          aria-current={inTexts}
          onClick={() => change({ in: 'texts' })}
        >
          {t('modes.texts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
