import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { attributesQuery } from '../../attributes/queries.ts';
import type { Question } from './definition.ts';

interface Props {
  question: Question;
  problem: string | undefined;
  onChange: (question: Question) => void;
}

/** Which of the company's attributes the answer fills; nothing where there are none, and for what is only spoken. */
export function AttributeSelect({ question, problem, onChange }: Props) {
  const { t } = useTranslation('campaign');
  const { data = [] } = useQuery(attributesQuery);
  const { attribute = null } = question;
  const possible = data.filter(({ key, archived }) => !archived || key === attribute);
  if (question.type === 'audio' || possible.length === 0) return null;
  return (
    <Select
      label={t('interview.attribute')}
      description={t('interview.attributeHint')}
      placeholder={t('interview.noAttribute')}
      maw="22rem"
      data={possible.map(({ key, name }) => ({ value: key, label: name }))}
      value={possible.some(({ key }) => key === attribute) ? attribute : null}
      onChange={(key) => onChange({ ...question, attribute: key })}
      error={problem}
      clearable
      searchable
    />
  );
}
