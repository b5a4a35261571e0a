import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import { type Response, responsesQuery } from '../queries.ts';
import { Player } from './player.tsx';
import classes from './profile.module.css';

/** Question by question what the candidate answered, with players for what they said. */
export function Responses({ applicationId }: { applicationId: number }) {
  const { t } = useTranslation('profile');
  const { data, error, refetch } = useQuery(responsesQuery(applicationId));
  if (error && !data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={3} />;
  if (data.length === 0) return <Text c="dimmed">{t('noInterview')}</Text>;
  return (
    <>
      {data.map((response) => (
        <article key={response.questionId} className={classes.response}>
          <p className={classes.question} dir="auto">
            {response.question}
          </p>
          {response.answer ? <Answer answer={response.answer} /> : <Text c="dimmed">{t('notAnswered')}</Text>}
        </article>
      ))}
    </>
  );
}

function Answer({ answer }: { answer: NonNullable<Response['answer']> }) {
  const formats = useFormats();
  return (
    <>
      {answer.audioUrl && <Player key={answer.answeredAt} url={answer.audioUrl} contentType={answer.contentType} />}
      {answer.transcript && (
        <p className={classes.answer} dir="auto">
          {answer.transcript}
        </p>
      )}
      {!answer.audioUrl && (
        <p className={classes.answer} dir="auto">
          {answer.choiceLabel ?? answer.text ?? (answer.number === null ? '' : formats.number(answer.number))}
        </p>
      )}
      <Text c="dimmed" size="xs">
        {formats.dateTime(answer.answeredAt)}
        {answer.durationMs !== null && ` · ${formats.duration(answer.durationMs / 1000)}`}
      </Text>
    </>
  );
}
