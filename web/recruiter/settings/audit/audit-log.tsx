import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isLanguage } from '../../../i18n/i18n.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import classes from './audit.module.css';
import type { AuditFilter } from './filter.ts';
import { Line } from './line.tsx';
import { auditQuery, choicesQuery, toQuery } from './queries.ts';

interface Props {
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

/** Who did what that must be accounted for, as far back as anything was written down. */
export function AuditLog({ filter, onFilter }: Props) {
  const { t } = useTranslation('audit');
  return (
    <Stack component="section" aria-label={t('title')} maw="60rem">
      <Text c="dimmed">{t('text')}</Text>
      <Filters filter={filter} onFilter={onFilter} />
      <List filter={filter} onFilter={onFilter} />
    </Stack>
  );
}

function Filters({ filter, onFilter }: Props) {
  const { t, i18n } = useTranslation('audit');
  const { data } = useQuery(choicesQuery);
  const { person, kind, from, to } = filter;
  const language = isLanguage(i18n.language) ? i18n.language : 'en';
  const change = (key: keyof AuditFilter, value: string | null) => {
    const { [key]: _former, ...others } = filter;
    onFilter({ ...others, ...(value && { [key]: value }) });
  };
  const people = data?.people.map(({ id, name, here }) => ({ value: id, label: here ? name : t('former', { name }) }));
  const kinds = data?.kinds.map((one) => ({ value: one.kind as string, label: one.name[language] }));
  const day = (key: 'from' | 'to', value: string | undefined) => (
    <TextInput
      type="date"
      label={t(key)}
      min="1900-01-01"
      value={value ?? ''}
      onChange={({ currentTarget }) => change(key, currentTarget.value)}
    />
  );
  return (
    <div role="search" aria-label={t('filters')} className={classes.filters}>
      <Select
        label={t('person')}
        placeholder={t('anybody')}
        data={[...(people ?? []), { value: 'program', label: t('program') }]}
        value={person ?? null}
        onChange={(value) => change('person', value)}
        clearable
        searchable
      />
      <Select
        label={t('kind')}
        placeholder={t('anything')}
        data={kinds ?? []}
        value={kind ?? null}
        onChange={(value) => change('kind', value)}
        clearable
        searchable
      />
      {day('from', from)}
      {day('to', to)}
      <Group gap="xs" className={classes.acts}>
        <Button
          component="a"
          href={`/api/audit-log.csv?${new URLSearchParams(toQuery(filter))}`}
          download
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
        >
          {t('csv')}
        </Button>
        {Object.keys(filter).length > 0 && (
          <Button variant="subtle" onClick={() => onFilter({})}>
            {t('clear')}
          </Button>
        )}
      </Group>
    </div>
  );
}

function List({ filter, onFilter }: Props) {
  const { t } = useTranslation('audit');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useInfiniteQuery(
    auditQuery(filter),
  );
  if (error && (!data || isPlaceholderData)) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing filter={filter} onFilter={onFilter} />;
  return (
    <>
      <ol className={classes.list} aria-label={t('title')} aria-busy={isPlaceholderData}>
        {items.map((entry) => (
          <Line key={entry.id} entry={entry} />
        ))}
      </ol>
      {error && <ErrorNotice error={error} onRetry={() => void fetchNextPage()} />}
      {hasNextPage && !error && (
        <div>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Nothing({ filter, onFilter }: Props) {
  const { t } = useTranslation('audit');
  const filtered = Object.keys(filter).length > 0;
  const words = filtered ? 'none' : 'empty';
  return (
    <EmptyState
      icon={<IconHistory size={32} aria-hidden />}
      order={2}
      title={t(`${words}.title`)}
      text={t(`${words}.text`)}
      action={
        filtered && (
          <Button variant="default" onClick={() => onFilter({})}>
            {t('clear')}
          </Button>
        )
      }
    />
  );
}
