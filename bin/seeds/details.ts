import { createRandom } from './random.ts';

const day = 24 * 60 * 60_000;
const towns: Record<string, string[]> = {
  english: ['Chicago', 'Evanston', 'Oak Park', 'Cicero'],
  spanish: ['Coyoacán', 'Iztapalapa', 'Naucalpan', 'Tlalpan'],
  filipino: ['Quezon City', 'Makati', 'Taguig', 'Pasig'],
  arabic: ['Cairo', 'Giza', 'Nasr City'],
  hindi: ['Makati', 'Pune'],
  chinese: ['Shanghai', 'Suzhou'],
  russian: ['Chicago', 'Skokie'],
};
export const shifts = { en: ['Morning', 'Afternoon', 'Night'], es: ['Mañana', 'Tarde', 'Noche'] };

type About = { serial: number; language: 'en' | 'es'; voiceName: string; addedAt: number };

/**
 * What came in with an application beyond the contacts, as its intake keeps it; of every fourth nothing. Drawn by the
 * serial alone, so that what else a seed tells stays as it was.
 */
export function detailsOf({ serial, language, voiceName, addedAt }: About): Record<string, string> {
  const random = createRandom(serial * 2_654_435_761);
  if (random.chance(0.25)) return {};
  const start = new Date(addedAt + random.below(60) * day).toISOString().slice(0, 10);
  return {
    location: random.pick(towns[voiceName] ?? ['–']),
    ...(random.chance(0.7) && { score: String(40 + random.below(121) / 2) }),
    ...(random.chance(0.6) && { expected_salary: String(18_000 + random.below(40) * 500) }),
    ...(random.chance(0.6) && { available_from: start }),
    ...(random.chance(0.7) && { shift: random.pick(shifts[language]) }),
  };
}
