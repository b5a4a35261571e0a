import { Alert, Button, Group, Paper, Progress, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { useFormats } from '../../ui/formats-context.ts';
import { toast } from '../../ui/toast.tsx';
import classes from './csv-import.module.css';
import { Problems } from './problems.tsx';
import { type Import, importQuery, isUnderWay } from './queries.ts';

/** How far an import is and what it has brought; what was not taken, or does not fit, can be fetched, with the reasons. */
export function ImportProgress({ run, onDone }: { run: Import; onDone: () => void }) {
  const { t } = useTranslation('addCandidates');
  const formats = useFormats();
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/api/imports/{importId}/cancel', { params: { path: { importId: run.id } } })),
    onSuccess: (stopped) => {
      queryClient.setQueryData(importQuery(run.id).queryKey, stopped);
      void queryClient.invalidateQueries({ queryKey: ['imports', run.campaignId] });
    },
    onError: (error) => toast.error(error),
  });
  const underWay = isUnderWay(run);
  const { counts } = run;
  return (
    <Paper withBorder component="section" p="lg" aria-labelledby="run-title">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="run-title" className={classes.runTitle}>
          {run.fileName}
        </Title>
        <Text c="dimmed" role="status">
          {t(`csv.states.${run.state}`)} · {t('csv.rows', { count: counts.total, shown: formats.number(counts.total) })}
        </Text>
      </Group>
      <Progress
        value={run.progress * 100}
        animated={underWay}
        color={run.state === 'failed' || run.state === 'cancelled' ? 'gray' : undefined}
        aria-label={t('csv.progress', { name: run.fileName })}
        mb="md"
      />
      {run.error && (
        <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />} mb="md">
          {run.error}
        </Alert>
      )}
      <dl className={classes.counts}>
        <Count
          name={t('csv.created')}
          note={counts.duplicate > 0 ? `${formats.number(counts.duplicate)} ${t('csv.duplicates')}` : undefined}
        >
          {formats.number(counts.created)}
        </Count>
        <Count name={t('csv.existing')}>{formats.number(counts.existing)}</Count>
        {counts.warned > 0 && (
          <Count name={t('csv.warned')} bad>
            {formats.number(counts.warned)}
          </Count>
        )}
        <Count name={t('csv.refused')} bad={counts.refused > 0}>
          {formats.number(counts.refused)}
        </Count>
      </dl>
      <Problems run={run} />
      <Group mt="lg" gap="xs">
        {underWay ? (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('csv.cancel')}
          </Button>
        ) : (
          <>
            <Button renderRoot={(props) => <Link to="/leads" search={{ campaign: [run.campaignId] }} {...props} />}>
              {t('csv.openLeads')}
            </Button>
            <Button variant="default" onClick={onDone}>
              {t('csv.another')}
            </Button>
          </>
        )}
        {run.refusalsUrl && (
          <Button
            component="a"
            href={run.refusalsUrl}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('csv.download')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

interface CountProps {
  name: string;
  note?: string | undefined;
  bad?: boolean;
  children: string;
}

function Count({ name, note, bad, children }: CountProps) {
  return (
    <div className={classes.count} data-bad={bad || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}
