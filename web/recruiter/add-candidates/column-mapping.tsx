import { Alert, Button, Group, Select, Switch, Table, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { useErrorText } from '../../ui/error-text.ts';
import { attributesQuery } from '../attributes/queries.ts';
import classes from './csv-import.module.css';
import { type ColumnKind, type Import, importQuery } from './queries.ts';
import { ReadCell } from './read-cell.tsx';

const kinds = [
  'firstName',
  'lastName',
  'fullName',
  'email',
  'country',
  'phone',
  'referee',
  'source',
  'other',
  'ignore',
] as const satisfies ColumnKind[];
/** These may be chosen for any number of columns. */
const repeatable = new Set<ColumnKind>(['other', 'ignore']);

/** Says what is in each column, with the first rows below it, and starts. */
export function ColumnMapping({ upload, onDone }: { upload: Import; onDone: () => void }) {
  const { t } = useTranslation('addCandidates');
  const reason = useErrorText();
  const [mapping, setMapping] = useState(upload.reading.mapping);
  const [hasHeader, setHasHeader] = useState(upload.reading.hasHeader);
  const start = useRun(upload, (id) =>
    unwrap(
      api.POST('/api/imports/{importId}/start', { params: { path: { importId: id } }, body: { mapping, hasHeader } }),
    ),
  );
  const cancel = useRun(upload, (id) =>
    unwrap(api.POST('/api/imports/{importId}/cancel', { params: { path: { importId: id } } })),
  );
  const problem = useProblem(mapping);
  return (
    <section aria-labelledby="mapping-title">
      <div className={classes.fileName}>
        <IconFileTypeCsv size={18} aria-hidden />
        {upload.fileName}
      </div>
      <Title order={2} id="mapping-title">
        {t('csv.mapTitle')}
      </Title>
      <Text c="dimmed" mb="md">
        {t('csv.mapText')}
      </Text>
      <Switch
        mb="md"
        label={t('csv.hasHeader')}
        checked={hasHeader}
        onChange={(event) => setHasHeader(event.currentTarget.checked)}
      />
      <Columns
        upload={upload}
        mapping={mapping}
        hasHeader={hasHeader}
        onChange={(index, kind) => setMapping(mapping.with(index, kind))}
      />
      {(problem ?? start.error) && (
        <Alert color={problem ? 'amber' : 'red'} role="alert" icon={<IconAlertTriangle aria-hidden />} mt="md">
          {problem ?? reason(start.error)}
        </Alert>
      )}
      <Group mt="md" gap="xs">
        <Button onClick={() => start.mutate()} loading={start.isPending} disabled={problem !== null}>
          {t('csv.start')}
        </Button>
        <Button
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined, { onSuccess: onDone })}
        >
          {t('csv.cancel')}
        </Button>
      </Group>
    </section>
  );
}

function useRun(upload: Import, act: (id: number) => Promise<Import>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => act(upload.id),
    onSuccess: (run) => {
      queryClient.setQueryData(importQuery(run.id).queryKey, run);
      void queryClient.invalidateQueries({ queryKey: ['imports', upload.campaignId] });
    },
  });
}

function useProblem(mapping: ColumnKind[]): string | null {
  const { t } = useTranslation('addCandidates');
  const options = useKinds().flatMap(({ items }) => items);
  const twice = mapping.find((kind, index) => !repeatable.has(kind) && mapping.indexOf(kind) !== index);
  if (twice) return t('csv.twice', { kind: options.find(({ value }) => value === twice)?.label ?? '' });
  if (!mapping.some((kind) => kind === 'firstName' || kind === 'fullName' || kind === 'lastName'))
    return t('csv.nameMissing');
  if (!mapping.some((kind) => kind === 'email' || kind === 'phone')) return t('csv.contactMissing');
  return null;
}

/** What a column can hold, by its name. */
function useKinds() {
  const { t } = useTranslation('addCandidates');
  const { data = [] } = useQuery(attributesQuery);
  const own = data
    .filter(({ archived }) => !archived)
    .map(({ key, name }) => ({ value: `attribute:${key}`, label: name }));
  return [
    {
      group: t('csv.usual'),
      items: kinds.map((value) => ({ value: value as string, label: t(`csv.kinds.${value}`) })),
    },
    ...(own.length > 0 ? [{ group: t('csv.attributes'), items: own }] : []),
  ];
}

interface ColumnsProps {
  upload: Import;
  mapping: ColumnKind[];
  hasHeader: boolean;
  onChange: (index: number, kind: ColumnKind) => void;
}

function Columns({ upload, mapping, hasHeader, onChange }: ColumnsProps) {
  const { t } = useTranslation('addCandidates');
  const { headers, preview } = upload.reading;
  // What was taken for the header is a row of people if the person says so.
  const rows = upload.reading.hasHeader && !hasHeader ? [headers, ...preview] : preview;
  const options = useKinds();
  return (
    <Table.ScrollContainer minWidth={mapping.length * 150} className={classes.columns}>
      <Table verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            {mapping.map((kind, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <Table.Th key={index} miw="9rem">
                <span className={classes.header}>{hasHeader ? headers[index] : index + 1}</span>
                <Select
                  size="xs"
                  aria-label={t('csv.column', { number: index + 1, name: headers[index] ?? '' })}
                  data={options}
                  value={kind}
                  allowDeselect={false}
                  onChange={(value) => value && onChange(index, value as ColumnKind)}
                  data-ignored={kind === 'ignore' || undefined}
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <Table.Tr key={number}>
              {mapping.map((kind, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <Table.Td key={index} className={classes.cell} data-ignored={kind === 'ignore' || undefined}>
                  {row[index]}
                  <ReadCell upload={upload} column={index} kind={kind} text={row[index] ?? ''} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
