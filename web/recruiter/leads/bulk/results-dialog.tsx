import { Anchor, Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import classes from './bulk.module.css';
import { type BulkAction, resultsQuery } from './queries.ts';

const outcomes = ['all', 'done', 'skipped', 'failed'] as const;
type Shown = (typeof outcomes)[number];

interface Props {
  bulk: BulkAction;
  name: string;
  onClose: () => void;
}

/** What became of each candidate, the reasons first. */
export function ResultsDialog({ bulk, name, onClose }: Props) {
  const { t } = useTranslation('bulk');
  const formats = useFormats();
  const [shown, setShown] = useState<Shown>(bulk.counts.skipped + bulk.counts.failed > 0 ? 'skipped' : 'all');
  const results = useInfiniteQuery(resultsQuery(bulk.id, shown === 'all' ? undefined : shown));
  const rows = results.data?.pages.flatMap((page) => page.items) ?? [];
  const reasons = results.data?.pages[0]?.reasons ?? [];
  return (
    <Dialog opened onClose={onClose} title={`${name}: ${t('results.title')}`} size="xl">
      <Stack>
        {reasons.length > 0 && (
          <ul className={classes.reasons} aria-label={t('results.reasons')}>
            {reasons.map(({ outcome, code, reason, count }) => (
              <li key={`${outcome} ${code} ${reason}`}>
                {formats.number(count)} × {reason}
              </li>
            ))}
          </ul>
        )}
        <SegmentedControl
          value={shown}
          onChange={setShown}
          data={outcomes.map((value) => ({ value, label: t(`results.${value}`) }))}
        />
        {results.isError ? (
          <ErrorNotice error={results.error} onRetry={() => void results.refetch()} />
        ) : results.isPending ? (
          <SkeletonRows count={5} />
        ) : rows.length === 0 ? (
          <Text c="dimmed">{t('results.none')}</Text>
        ) : (
          <ResultsTable rows={rows} onOpen={onClose} />
        )}
        {results.hasNextPage && (
          <Group justify="center">
            <Button variant="default" loading={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
              {t('results.more')}
            </Button>
          </Group>
        )}
      </Stack>
    </Dialog>
  );
}

type Row = { applicationId: number; name: string | null; outcome: Exclude<Shown, 'all'>; reason: string | null };

function ResultsTable({ rows, onOpen }: { rows: Row[]; onOpen: () => void }) {
  const { t } = useTranslation('bulk');
  return (
    <Table.ScrollContainer minWidth={420} maxHeight={420}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('results.candidate')}</Table.Th>
            <Table.Th>{t('results.outcome')}</Table.Th>
            <Table.Th>{t('results.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ applicationId, name, outcome, reason }) => (
            <Table.Tr key={applicationId}>
              <Table.Th scope="row" fw={400}>
                {name === null ? (
                  <Text c="dimmed">{t('results.gone')}</Text>
                ) : (
                  <Anchor
                    renderRoot={(props) => (
                      <Link to="/leads" search={{ id: applicationId }} {...props} onClick={onOpen} />
                    )}
                  >
                    <bdi>{name || t('results.nameless')}</bdi>
                  </Anchor>
                )}
              </Table.Th>
              <Table.Td>{t(`results.${outcome}`)}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
