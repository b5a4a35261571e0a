import '@mantine/core/styles/Radio.layer.css';
import { MultiSelect, NumberInput, Progress, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import { countryOptions } from '../../../ui/places.ts';
import type { SendingForm, SendingSettings } from './form.ts';

interface Props {
  form: SendingForm;
  settings: SendingSettings;
}

const colors = { fine: undefined, near: 'yellow', reached: 'red' } as const;

/** The cap, and how much of it this month has used. */
export function Cap({ form, settings }: Props) {
  const { t } = useTranslation('sending');
  const formats = useFormats();
  const { used, cap, level } = settings.use;
  const figures = { used: formats.number(used), cap: formats.number(cap ?? 0) };
  const told = cap === null ? t('usedNoCap', { ...figures, count: used }) : t('used', figures);
  return (
    <Stack gap="sm">
      <Limit form={form} path="smsCap" label={t('capLabel')} hint={t('capHint')} />
      <div>
        {cap !== null && (
          <Progress value={cap === 0 ? 100 : (used / cap) * 100} color={colors[level]} aria-label={told} mb={4} />
        )}
        <Text>{told}</Text>
        {level !== 'fine' && <Text fw={600}>{t(`${level}`)}</Text>}
      </div>
    </Stack>
  );
}

export function Limits({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('sending');
  return (
    <Stack gap="sm">
      <Limit form={form} path="numberADay" label={t('number')} hint={t('numberHint')} />
      <Limit form={form} path="prefixAnHour" label={t('prefix')} hint={t('prefixHint')} />
      <Limit form={form} path="prefixDigits" label={t('digits')} hint={t('digitsHint')} required />
    </Stack>
  );
}

interface LimitProps {
  form: SendingForm;
  path: 'smsCap' | 'numberADay' | 'prefixAnHour' | 'prefixDigits';
  label: string;
  hint: string;
  required?: boolean;
}

function Limit({ form, path, label, hint, required = false }: LimitProps) {
  return (
    <NumberInput
      label={label}
      description={hint}
      required={required}
      allowNegative={false}
      allowDecimal={false}
      thousandSeparator=" "
      inputMode="numeric"
      maw="24rem"
      {...form.getInputProps(path)}
    />
  );
}

export function Countries({ form, settings }: Props) {
  const { t, i18n } = useTranslation('sending');
  const options = useMemo(() => countryOptions(i18n.language), [i18n.language]);
  const own = settings.ownCountries.map((code) => options.find(({ value }) => value === code)?.label ?? code);
  return (
    <Stack gap="sm">
      <Radio.Group
        aria-label={t('countries')}
        value={form.values.ownCountries ? 'own' : 'chosen'}
        onChange={(value) => form.setFieldValue('ownCountries', value === 'own')}
      >
        <Stack gap="xs">
          <Radio value="own" label={t('ownCountries', { countries: own.join(', ') })} />
          <Radio value="chosen" label={t('chosenCountries')} />
        </Stack>
      </Radio.Group>
      {!form.values.ownCountries && (
        <MultiSelect
          label={t('chooseCountries')}
          data={options}
          searchable
          hidePickedOptions
          {...form.getInputProps('countries')}
        />
      )}
    </Stack>
  );
}

export function HelpTexts({ form, settings }: Props) {
  const { t } = useTranslation('sending');
  return (
    <Stack gap="sm">
      {(['en', 'es'] as const).map((language) => (
        <Textarea
          key={language}
          label={t(`helpIn.${language}`)}
          description={t('helpHint')}
          placeholder={settings.predefinedHelp[language]}
          autosize
          minRows={2}
          maxLength={480}
          {...form.getInputProps(`helpTexts.${language}`)}
        />
      ))}
    </Stack>
  );
}
