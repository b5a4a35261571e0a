import type { TestApp } from './app.ts';
import { as, type Hiring } from './applicants.ts';

/** As a company that decided nothing: hours off, no cap, the limits far away. */
export const openSettings = {
  hoursOn: false,
  hours: Array.from({ length: 7 }, () => ({ from: '08:00', to: '21:00' })) as ({ from: string; to: string } | null)[],
  smsCap: null as number | null,
  numberADay: null as number | null,
  prefixAnHour: null as number | null,
  prefixDigits: 7,
  countries: null as string[] | null,
  helpTexts: { en: '', es: '' },
};

export function putSending({ app }: TestApp, hiring: Hiring, change: object = {}) {
  const payload = { ...openSettings, ...change };
  return app.inject({ method: 'PUT', url: '/api/sending', headers: as('owner', hiring), payload });
}

/** Nothing goes out by itself in this zone until the morning of the day after tomorrow. */
export function closedUntil(timeZone: string): { hoursOn: true; hours: ({ from: string; to: string } | null)[] } {
  const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const today = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(new Date());
  const open = (names.indexOf(today) + 2) % 7;
  return { hoursOn: true, hours: names.map((_, at) => (at === open ? { from: '08:00', to: '21:00' } : null)) };
}
