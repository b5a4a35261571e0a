/** A locale that this browser knows; the first that does. */
export function usableLocale(...tags: string[]): string | undefined {
  return tags.find((tag) => {
    try {
      return Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0;
    } catch {
      return false;
    }
  });
}

/** Days as the reader's own clock has them, so that midnight is theirs. */
export function sameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** "Today", "Yesterday", else the day, with its year where that is another one. */
export function dayName(
  date: Date,
  now: Date,
  locale: string | undefined,
  words: { today: string; yesterday: string },
): string {
  if (sameDay(date, now)) return words.today;
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (sameDay(date, before)) return words.yesterday;
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(date);
}

export function clockTime(date: Date, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(date);
}

/** `4:05` of milliseconds. */
export function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const units = ['kB', 'MB', 'GB'];

export function fileSize(bytes: number, locale: string | undefined): string {
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = size < 10 && unit > 0 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(size, 1))} ${units[unit]}`;
}
