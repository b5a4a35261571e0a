import { useTranslation } from 'react-i18next';

type Person = {
  firstName: string;
  lastName: string;
  phone?: string | null;
  email?: string | null;
  source?: string | undefined;
};

export function fullName(person: Pick<Person, 'firstName' | 'lastName'>): string {
  return `${person.firstName} ${person.lastName}`.trim();
}

/** As somebody is called on the screen: without a name by where they can be reached, or by the channel they came from. */
export function usePersonName(): (person: Person) => string {
  const { t } = useTranslation('leads');
  return (person) => {
    const known = fullName(person) || person.phone || person.email;
    if (known) return known;
    const { source } = person;
    return source && channels.has(source) ? t('somebodyBy', { channel: source }) : t('nameless');
  };
}

/** The sources that are channels, as the server calls them. */
const channels: ReadonlySet<string> = new Set(['SMS', 'E-mail', 'Messenger', 'WhatsApp', 'WeChat']);
