import { Checkbox, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SendingForm } from './form.ts';
import classes from './sending.module.css';

const times = Array.from({ length: 49 }, (_, at) => [Math.floor(at / 2), (at % 2) * 30].map(twoDigits).join(':'));

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** The weekdays, Monday first, in the language of the interface. */
function dayNames(language: string): string[] {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, at) => name.format(Date.UTC(2024, 0, at + 1)));
}

/** On which days and from when to when messages may go out by themselves. */
export function Hours({ form }: { form: SendingForm }) {
  const { t, i18n } = useTranslation('sending');
  const { hours, hoursOn } = form.values;
  return (
    <Stack gap="sm">
      <Switch label={t('hoursOn')} {...form.getInputProps('hoursOn', { type: 'checkbox' })} />
      {hoursOn && (
        <ul className={classes.days}>
          {dayNames(i18n.language).map((day, at) => (
            <li key={day} className={classes.day}>
              <Checkbox
                className={classes.dayName}
                label={day}
                aria-label={t('open', { day })}
                {...form.getInputProps(`hours.${at}.open`, { type: 'checkbox' })}
              />
              {hours[at]?.open ? (
                <Group gap="xs" wrap="nowrap">
                  <Time form={form} path={`hours.${at}.from`} label={t('from', { day })} data={times.slice(0, -1)} />
                  <Text c="dimmed" aria-hidden>
                    –
                  </Text>
                  <Time form={form} path={`hours.${at}.to`} label={t('to', { day })} data={times.slice(1)} />
                </Group>
              ) : (
                <Text c="dimmed">{t('closed')}</Text>
              )}
              {form.errors[`hours.${at}`] && (
                <Text c="red" size="sm" role="alert" w="100%">
                  {form.errors[`hours.${at}`]}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
      {form.errors.hours && (
        <Text c="red" size="sm" role="alert">
          {form.errors.hours}
        </Text>
      )}
      <Text c="dimmed" size="sm">
        {t('hoursNever')}
      </Text>
    </Stack>
  );
}

interface TimeProps {
  form: SendingForm;
  path: string;
  label: string;
  data: string[];
}

function Time({ form, path, label, data }: TimeProps) {
  const { value, ...input } = form.getInputProps(path);
  // Minutes that a program has set stay as they are.
  const choices = data.includes(value) ? data : [...data, value].sort();
  return <Select aria-label={label} data={choices} value={value} allowDeselect={false} w="6.5rem" {...input} />;
}
