import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats-context.ts';
import { attributesQuery } from '../attributes/queries.ts';
import { type ColumnKind, type Import, valuesQuery } from './queries.ts';

interface Props {
  upload: Import;
  column: number;
  kind: ColumnKind;
  text: string;
}

/** How a cell of a column that is one of the company's attributes will be read, and whether it is of its type. */
export function ReadCell({ upload, column, kind, text }: Props) {
  const { t, i18n } = useTranslation('addCandidates');
  const formats = useFormats();
  const attributes = useQuery(attributesQuery);
  const key = kind.startsWith('attribute:') ? kind.slice('attribute:'.length) : null;
  const type = attributes.data?.find((attribute) => attribute.key === key)?.type;
  const values = useQuery({
    ...valuesQuery(upload.id, column, key ?? ''),
    enabled: type !== undefined && type !== 'text',
  });
  const read = values.data?.find((one) => one.text === text);
  if (!read || !type || type === 'text') return null;
  if (read.value === null)
    return (
      <Text span display="block" size="xs" c="var(--mantine-color-error)">
        <IconAlertTriangle size={12} aria-hidden /> {t(`csv.unfit.${type}`)}
      </Text>
    );
  if (type === 'choice') return null;
  // A day of the calendar, in no time zone.
  const day = new Intl.DateTimeFormat(i18n.language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return (
    <Text span display="block" size="xs" c="dimmed">
      <span aria-hidden>→ </span>
      <bdi>
        {type === 'date' ? day.format(new Date(`${read.value}T00:00:00Z`)) : formats.number(Number(read.value))}
      </bdi>
    </Text>
  );
}
