import { useTranslation } from 'react-i18next';
import type { Application } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';
import classes from './excerpt.module.css';

/** That somebody is found by their very id, and not by a part of a phone number. */
export function IdFound({
  application: { id, candidateId },
  search,
}: {
  application: Application;
  search: LeadsSearch;
}) {
  const { t } = useTranslation('finding');
  const words = search.q?.trim() ?? '';
  if (search.in === 'texts' || !/^\d{1,15}$/.test(words)) return null;
  const ids = { application: id, candidate: candidateId };
  return (['candidate', 'application'] as const)
    .filter((of) => ids[of] === Number(words))
    .map((of) => (
      <span key={of} className={classes.excerpt}>
        <span className={classes.kind}>{t(`ids.${of}`)} </span>
        <mark>{ids[of]}</mark>
      </span>
    ));
}
