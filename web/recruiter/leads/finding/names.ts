import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFolderName } from '../../../ui/folder-badge.tsx';
import { useFormats } from '../../../ui/formats-context.ts';
import { type Attribute, attributesQuery } from '../../attributes/queries.ts';
import { reasonsQuery } from '../../move-reasons/queries.ts';
import { useLabelName } from '../label-name.ts';
import { campaignsQuery, countsQuery, labelsQuery } from '../queries.ts';
import { type Condition, shapeOf, type Value } from './filter.ts';
import { suggestionsQuery } from './queries.ts';

export interface Option {
  value: string;
  label: string;
}

const answerTypes = ['text', 'audio', 'choice', 'number'] as const;
const channels = ['webchat', 'sms', 'email', 'messenger', 'whatsapp', 'wechat'] as const;

/** What a field whose values are chosen has to choose from, by their names; loaded where `wanted`. */
export function useOptions(wanted: readonly string[]): (field: string) => Option[] {
  const { t } = useTranslation(['finding', 'leads']);
  const labelName = useLabelName();
  const folderName = useFolderName();
  const labels = useQuery({ ...labelsQuery, enabled: wanted.includes('label') });
  const campaigns = useQuery({ ...campaignsQuery, enabled: wanted.includes('campaign') });
  const folders = useQuery({ ...countsQuery({}), enabled: wanted.includes('folder') });
  const reasons = useQuery({ ...reasonsQuery, enabled: wanted.includes('reason') });
  const suggestions = useQuery({ ...suggestionsQuery, enabled: wanted.includes('assignee') });
  return (field) => {
    switch (field) {
      case 'label':
        return (labels.data ?? []).map((label) => ({ value: String(label.id), label: labelName(label) }));
      case 'campaign':
        return (campaigns.data ?? []).map(({ id, title }) => ({ value: String(id), label: title }));
      case 'folder':
        return (folders.data?.folders ?? []).map(({ key, name }) => ({ value: key, label: folderName(key, name) }));
      case 'reason':
        return (reasons.data?.reasons ?? []).map(({ id, name, folder }) => ({
          value: String(id),
          label: `${folderName(folder)}: ${name}`,
        }));
      case 'assignee': {
        const others = suggestions.data?.colleagues ?? [];
        return [{ value: 'me', label: t('me') }, ...others.map(({ id, name }) => ({ value: id, label: name }))];
      }
      case 'answerType':
        return answerTypes.map((value) => ({ value, label: t(`answerTypes.${value}`) }));
      case 'channel':
        return channels.map((value) => ({ value, label: t(`leads:channels.${value}`) }));
      default:
        return [];
    }
  };
}

/** The company's attributes that are in use. */
export function useOwnAttributes(): Attribute[] {
  const { data = [] } = useQuery(attributesQuery);
  return data.filter(({ archived }) => !archived);
}

/** Says a condition: "Source is CSV". */
export function useConditionText(conditions: Condition[]): (condition: Condition) => string {
  const { t, i18n } = useTranslation(['finding', 'leads']);
  const formats = useFormats();
  const own = useOwnAttributes();
  const optionsOf = useOptions(conditions.map(({ field }) => field));
  // A day of the calendar, in no time zone.
  const days = new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', dateStyle: 'medium' });
  // While they are loaded there are none.
  const unknown = (field: string) => (field === 'label' && optionsOf(field).length > 0 ? t('leads:unknownLabel') : '…');
  const day = (date: Value) => days.format(new Date(`${String(date)}T00:00:00Z`));

  function valueText(condition: Condition): string {
    const { value, field } = condition;
    const named = (one: string | number) =>
      optionsOf(field).find((option) => option.value === String(one))?.label ??
      (field === 'source' || field === 'attribute' ? String(one) : unknown(field));
    switch (shapeOf(condition)) {
      case 'choice':
        return named(value as string);
      case 'choices':
        return (value as string[]).map(named).join(', ');
      case 'texts':
        return (value as string[]).join(', ');
      case 'number':
        return formats.number(value as number);
      case 'range':
        return (value as number[]).map(formats.number).join(' – ');
      case 'date':
        return day(value);
      case 'dates':
        return (value as string[]).map(day).join(' – ');
      case 'flag':
        return t(value ? 'yes' : 'no');
      default:
        return String(value ?? '');
    }
  }

  return (condition) => {
    const { field, key, op, value } = condition;
    const name = field === 'attribute' ? (own.find((one) => one.key === key)?.name ?? key ?? '') : t(`fields.${field}`);
    if (op === 'lastDays') return t('inLastDays', { field: name, count: Number(value) });
    return [name, t(`operators.${op}`), valueText(condition)].filter(Boolean).join(' ');
  };
}
