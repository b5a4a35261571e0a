import { useTranslation } from 'react-i18next';
import type { Application } from '../queries.ts';
import classes from './excerpt.module.css';

/** Where the words were found that somebody searched for in messages and transcripts. */
export function Excerpt({ of }: { of: NonNullable<Application['excerpt']> }) {
  const { t } = useTranslation('finding');
  return (
    <span className={classes.excerpt}>
      <span className={classes.kind}>{t(`kinds.${of.kind}`)} </span>
      <bdi>
        {of.pieces.map(({ text, hit }, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, which never move
          hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </bdi>
    </span>
  );
}
