import { Button, Checkbox, Group, ScrollArea, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { ColumnOrder } from './column-order.tsx';
import { ExportCard } from './export-card.tsx';
import { exportOptionsQuery, exportsQuery } from './queries.ts';

interface Props {
  /** Who is in the table, as the API wants it. */
  chosen: object;
  onClose: () => void;
}

/** Asks for format and columns, then shows how far the table is; one may close it, as it goes on without. */
export function ExportDialog({ chosen, onClose }: Props) {
  const { t } = useTranslation('exports');
  const [started, setStarted] = useState<number | null>(null);
  return (
    <Dialog opened onClose={onClose} title={t('dialog')} size="xl">
      {started === null ? (
        <Chooser chosen={chosen} onStarted={setStarted} />
      ) : (
        <Progress exportId={started} onClose={onClose} />
      )}
    </Dialog>
  );
}

type Options = Awaited<ReturnType<NonNullable<(typeof exportOptionsQuery)['queryFn']>>>;
type Choice = Options['last'];

function Chooser({ chosen, onStarted }: { chosen: object; onStarted: (id: number) => void }) {
  const { t } = useTranslation('exports');
  const { data, error, refetch } = useQuery(exportOptionsQuery);
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={5} />;
  if (!data.allowed) return <Text>{t('notAllowed')}</Text>;
  return <Form options={data} chosen={chosen} onStarted={onStarted} />;
}

function Form({ options, chosen, onStarted }: { options: Options; chosen: object; onStarted: (id: number) => void }) {
  const { t } = useTranslation('exports');
  const queryClient = useQueryClient();
  const known = new Set(options.columns.map(({ key }) => key));
  const [choice, setChoice] = useState<Choice>({
    ...options.last,
    columns: options.last.columns.filter((key) => known.has(key)),
  });
  const start = useMutation({
    mutationFn: () => unwrap(api.POST('/api/exports', { body: { ...choice, chosen } as never })),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: exportsQuery.queryKey });
      onStarted(id);
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Stack>
        <SegmentedControl
          aria-label={t('format')}
          value={choice.format}
          onChange={(format) => setChoice({ ...choice, format: format as Choice['format'] })}
          data={[
            { value: 'xlsx', label: t('xlsx') },
            { value: 'csv', label: t('csv') },
          ]}
        />
        <Columns options={options} chosen={choice.columns} onChange={(columns) => setChoice({ ...choice, columns })} />
        {start.error && <ErrorNotice error={start.error} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={choice.columns.length === 0} loading={start.isPending}>
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ColumnsProps {
  options: Options;
  /** In the order of the file. */
  chosen: string[];
  onChange: (columns: string[]) => void;
}

/** Which columns, and in which order: what is added comes last. */
function Columns({ options, chosen, onChange }: ColumnsProps) {
  const { t } = useTranslation('exports');
  const offered = options.columns.map(({ key }) => key);
  const names = new Map(options.columns.map(({ key, name }) => [key, name]));
  const asOffered = offered.filter((key) => chosen.includes(key));
  const usual = asOffered.every((key, at) => key === chosen[at]);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Checkbox.Group
          label={t('columns')}
          error={chosen.length === 0 ? t('columnsNeeded') : undefined}
          value={chosen}
          onChange={onChange}
        >
          <ScrollArea.Autosize mah="min(22rem, 45vh)" mt="xs" viewportProps={{ tabIndex: 0 }}>
            <Stack gap={8} p={4}>
              {options.columns.map(({ key, name }) => (
                <Checkbox key={key} value={key} label={name} />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Checkbox.Group>
        {chosen.length > 1 && (
          <ColumnOrder columns={chosen.map((key) => ({ key, name: names.get(key) ?? key }))} onChange={onChange} />
        )}
      </SimpleGrid>
      <Group gap="xs">
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => onChange([...new Set([...chosen, ...offered])].slice(0, mostColumns))}
        >
          {t('all')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => onChange([])}>
          {t('none')}
        </Button>
        {!usual && (
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(asOffered)}>
            {t('order.usual')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** As many as the API takes. */
const mostColumns = 300;

function Progress({ exportId, onClose }: { exportId: number; onClose: () => void }) {
  const { t } = useTranslation('exports');
  const { data, error } = useQuery(exportsQuery);
  const found = data?.find(({ id }) => id === exportId);
  return (
    <Stack>
      {error && !data && <ErrorNotice error={error} />}
      {found ? <ExportCard item={found} /> : <SkeletonRows count={1} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('goesOn')}
        </Text>
        <Button variant="default" renderRoot={(props) => <Link to="/exports" onClick={onClose} {...props} />}>
          {t('title')}
        </Button>
      </Group>
    </Stack>
  );
}
