import { Button, Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { folderColor } from '../../ui/folders.ts';
import { useFormats } from '../../ui/formats-context.ts';
import classes from './overview-panel.module.css';
import { type Overview, overviewQuery } from './queries.ts';

// The drawing library is no part of the first screen's weight.
const RatesChart = lazy(async () => ({ default: (await import('./rates-chart.tsx')).RatesChart }));

/** Participation and pass rate of the last two weeks, with their totals; the same figures as a table at choice. */
export function OverviewPanel() {
  const { t } = useTranslation('home');
  const overview = useQuery(overviewQuery);
  const [asTable, setAsTable] = useState(false);
  const drawn = overview.data?.days.some(({ invited, completed }) => invited > 0 || completed > 0) ?? false;
  const Icon = asTable ? IconChartLine : IconTable;
  return (
    <Paper component="section" className={classes.panel} withBorder aria-labelledby="overview-title">
      <div className={classes.head}>
        <Title order={2} id="overview-title">
          {t('overview.title')}
        </Title>
        {drawn && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<Icon size={14} aria-hidden />}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? t('overview.showChart') : t('overview.showTable')}
          </Button>
        )}
      </div>
      {overview.isError ? (
        <ErrorNotice error={overview.error} onRetry={() => void overview.refetch()} />
      ) : (
        <div className={classes.body}>
          <Totals totals={overview.data?.totals} />
          <div className={classes.figure}>
            {!overview.data ? (
              <Skeleton height={200} />
            ) : !drawn ? (
              <Nothing />
            ) : asTable ? (
              <RatesTable days={overview.data.days} />
            ) : (
              <Suspense fallback={<Skeleton height={200} />}>
                <RatesChart days={overview.data.days} label={t('overview.chart')} />
              </Suspense>
            )}
          </div>
        </div>
      )}
    </Paper>
  );
}

function Totals({ totals }: { totals: Overview['totals'] | undefined }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const rate = (share: number | null | undefined) => (share == null ? '–' : formats.percent(share));
  return (
    <div>
      <dl className={classes.rates}>
        <Total name={t('overview.participation')} hint={t('overview.participationHint')} folder="completed" large>
          {rate(totals?.participationRate)}
        </Total>
        <Total name={t('overview.pass')} hint={t('overview.passHint')} folder="shortlisted" large>
          {rate(totals?.passRate)}
        </Total>
      </dl>
      <dl className={classes.counts}>
        <Total name={t('overview.invited')}>{formats.number(totals?.invited ?? 0)}</Total>
        <Total name={t('overview.completed')}>{formats.number(totals?.completed ?? 0)}</Total>
        <Total name={t('overview.shortlisted')}>{formats.number(totals?.shortlisted ?? 0)}</Total>
      </dl>
    </div>
  );
}

interface TotalProps {
  name: string;
  hint?: string;
  folder?: string;
  large?: boolean;
  children: ReactNode;
}

function Total({ name, hint, folder, large, children }: TotalProps) {
  return (
    <div className={classes.total} data-large={large || undefined}>
      <dt>
        {folder && <span className={classes.dash} style={{ background: folderColor(folder) }} aria-hidden />}
        {name}
      </dt>
      <dd>{children}</dd>
      {hint && <dd className={classes.hint}>{hint}</dd>}
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation('home');
  return (
    <div className={classes.nothing}>
      <IconChartLine size={28} stroke={1.4} aria-hidden />
      <Text fw={550}>{t('overview.emptyTitle')}</Text>
      <Text c="dimmed">{t('overview.emptyText')}</Text>
    </div>
  );
}

function RatesTable({ days }: { days: Overview['days'] }) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const rate = (share: number | null) => (share === null ? t('overview.none') : formats.percent(share));
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table verticalSpacing={4} aria-label={t('overview.chart')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.day')}</Table.Th>
            <Table.Th ta="end">{t('overview.invited')}</Table.Th>
            <Table.Th ta="end">{t('overview.ofThem', { what: t('overview.completed') })}</Table.Th>
            <Table.Th ta="end">{t('overview.participation')}</Table.Th>
            <Table.Th ta="end">{t('overview.completed')}</Table.Th>
            <Table.Th ta="end">{t('overview.ofThem', { what: t('overview.shortlisted') })}</Table.Th>
            <Table.Th ta="end">{t('overview.pass')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ day, invited, participated, completed, shortlisted, participationRate, passRate }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={400}>
                {dayName(day)}
              </Table.Th>
              <Table.Td ta="end">{formats.number(invited)}</Table.Td>
              <Table.Td ta="end">{formats.number(participated)}</Table.Td>
              <Table.Td ta="end">{rate(participationRate)}</Table.Td>
              <Table.Td ta="end">{formats.number(completed)}</Table.Td>
              <Table.Td ta="end">{formats.number(shortlisted)}</Table.Td>
              <Table.Td ta="end">{rate(passRate)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A calendar day, which is the same in every time zone. */
function dayName(day: string): string {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}
