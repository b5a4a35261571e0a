import type { UseFormReturnType } from '@mantine/form';
import { api, unwrap } from '../../../api/client.ts';

export const loadSending = () => unwrap(api.GET('/api/sending'));
export type SendingSettings = Awaited<ReturnType<typeof loadSending>>;

/** As the inputs hold it: a number that is not there is an empty text. */
export type Values = {
  hoursOn: boolean;
  hours: { open: boolean; from: string; to: string }[];
  smsCap: number | '';
  numberADay: number | '';
  prefixAnHour: number | '';
  prefixDigits: number | '';
  ownCountries: boolean;
  countries: string[];
  helpTexts: { en: string; es: string };
};
export type SendingForm = UseFormReturnType<Values>;

const usual = { from: '08:00', to: '21:00' };

export function toValues(settings: SendingSettings): Values {
  const { hoursOn, smsCap, numberADay, prefixAnHour, prefixDigits, countries, helpTexts } = settings;
  return {
    hoursOn,
    hours: settings.hours.map((day) => ({ open: day !== null, ...(day ?? usual) })),
    smsCap: smsCap ?? '',
    numberADay: numberADay ?? '',
    prefixAnHour: prefixAnHour ?? '',
    prefixDigits,
    ownCountries: countries === null,
    countries: countries ?? settings.ownCountries,
    helpTexts,
  };
}

export function toBody(values: Values) {
  const { hoursOn, hours, ownCountries, countries, helpTexts } = values;
  const limit = (value: number | '') => (value === '' ? null : value);
  return {
    hoursOn,
    hours: hours.map(({ open, from, to }) => (open ? { from, to } : null)),
    smsCap: limit(values.smsCap),
    numberADay: limit(values.numberADay),
    prefixAnHour: limit(values.prefixAnHour),
    prefixDigits: values.prefixDigits === '' ? 7 : values.prefixDigits,
    countries: ownCountries ? null : countries,
    helpTexts,
  };
}
