import { ActionIcon, Anchor, Table, Text, Title, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import classes from './csv-import.module.css';
import { type Import, importsQuery } from './queries.ts';

interface Props {
  campaignId: number;
  open: number | undefined;
  onOpen: (importId: number) => void;
}

/** Every list that was imported to this campaign, the newest first. */
export function ImportsTable({ campaignId, open, onOpen }: Props) {
  const { t } = useTranslation('addCandidates');
  const imports = useQuery(importsQuery(campaignId));
  const listed = imports.data?.filter(({ id }) => id !== open) ?? [];
  if (!imports.data || (open !== undefined && listed.length === 0)) return null;
  return (
    <section className={classes.earlier} aria-labelledby="earlier-title">
      <Title order={2} id="earlier-title" mb="xs">
        {t('csv.earlier')}
      </Title>
      {listed.length === 0 ? (
        <Text c="dimmed">{t('csv.none')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('csv.file')}</Table.Th>
                <Table.Th>{t('csv.state')}</Table.Th>
                <Table.Th ta="end">{t('csv.created')}</Table.Th>
                <Table.Th ta="end">{t('csv.existing')}</Table.Th>
                <Table.Th ta="end">{t('csv.refused')}</Table.Th>
                <Table.Th>{t('csv.when')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {listed.map((one) => (
                <Line key={one.id} run={one} onOpen={onOpen} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Line({ run, onOpen }: { run: Import; onOpen: (importId: number) => void }) {
  const { t } = useTranslation('addCandidates');
  const formats = useFormats();
  const { counts, fileName, refusalsUrl } = run;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <Anchor
          component="button"
          type="button"
          onClick={() => onOpen(run.id)}
          aria-label={t('csv.show', { name: fileName })}
        >
          {fileName}
        </Anchor>
      </Table.Th>
      <Table.Td>{t(`csv.states.${run.state}`)}</Table.Td>
      <Table.Td ta="end">{formats.number(counts.created)}</Table.Td>
      <Table.Td ta="end">{formats.number(counts.existing)}</Table.Td>
      <Table.Td ta="end">
        {formats.number(counts.refused)}
        {refusalsUrl && (
          <Tooltip label={t('csv.download')}>
            <ActionIcon
              component="a"
              href={refusalsUrl}
              download
              size={24}
              ms={4}
              aria-label={t('csv.downloadShort', { name: fileName })}
            >
              <IconDownload size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Table.Td>
      <Table.Td c="dimmed">
        <RelativeTime value={run.createdAt} />
        {run.user && ` ${t('csv.by', { name: run.user.name })}`}
      </Table.Td>
    </Table.Tr>
  );
}
