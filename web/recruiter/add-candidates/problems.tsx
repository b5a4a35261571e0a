import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats-context.ts';
import classes from './csv-import.module.css';
import { type Import, problemsQuery } from './queries.ts';

/** The first rows that were not taken or not as their columns say, with what is the matter; the file has them all. */
export function Problems({ run }: { run: Import }) {
  const { t } = useTranslation('addCandidates');
  const formats = useFormats();
  const { data = [] } = useQuery(problemsQuery(run));
  const more = run.counts.refused + run.counts.warned - data.length;
  if (data.length === 0) return null;
  return (
    <section aria-label={t('csv.problems')}>
      <ul className={classes.problems}>
        {data.map(({ row, reason }) => (
          <li key={row}>{t('csv.problem', { row: formats.number(row), reason })}</li>
        ))}
      </ul>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t('csv.moreProblems', { count: more, shown: formats.number(more) })}
        </Text>
      )}
    </section>
  );
}
