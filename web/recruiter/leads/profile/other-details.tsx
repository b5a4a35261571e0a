import { TextInput } from '@mantine/core';
import { api, unwrap } from '../../../api/client.ts';
import type { Profile } from '../queries.ts';
import { useDetailName } from './detail-names.ts';
import { type InPlaceInput, InPlaceList } from './in-place-list.tsx';

/** In this order, before any other by its name. */
const first = [
  'location',
  'score',
  'referee',
  'referee_first_name',
  'referee_last_name',
  'referee_email',
  'referee_mobile',
  'referee_phone',
  'referee_id',
  'referee_employee_id',
  'referee_account',
];
const namesOfReferee = ['referee', 'referee_first_name', 'referee_last_name'];

/** What else came in with the application, each edited where it stands; who referred somebody can be said of everybody. */
export function OtherDetails({ profile }: { profile: Profile }) {
  const nameOf = useDetailName();
  const rows = keysOf(profile, nameOf).map((key) => ({
    key: `detail:${key}`,
    name: nameOf(key),
    value: textOf(profile, key),
    shown: <bdi>{textOf(profile, key) || '–'}</bdi>,
    input: ({ onChange, ...props }: InPlaceInput) => (
      <TextInput {...props} maxLength={4000} onChange={(event) => onChange(event.currentTarget.value)} />
    ),
    save: ({ value, seen }: { value: string; seen: string }) =>
      unwrap(
        api.PUT('/api/applications/{applicationId}/details', {
          params: { path: { applicationId: profile.id } },
          body: { key, value: value.trim() || null, seen },
        }),
      ),
    errorField: 'value',
  }));
  return <InPlaceList applicationId={profile.id} rows={rows} />;
}

function keysOf({ attributes, others }: Profile, nameOf: (key: string) => string): string[] {
  // An attribute stands in a section of its own.
  const own = new Set(attributes.map(({ key }) => key));
  const keys = new Set(Object.keys(others).filter((key) => !own.has(key)));
  if (!namesOfReferee.some((key) => keys.has(key)) && !own.has('referee')) keys.add('referee');
  const place = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  return [...keys].sort((one, other) => place(one) - place(other) || nameOf(one).localeCompare(nameOf(other)));
}

function textOf({ others }: Profile, key: string): string {
  const value = Object.hasOwn(others, key) ? others[key] : null;
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
