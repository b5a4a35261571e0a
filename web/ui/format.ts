/**
 * Dates, times and numbers in a person's language and the company's time zone. Dates are accepted as ISO strings,
 * Dates or milliseconds; durations are in seconds.
 */
export type Formats = ReturnType<typeof createFormats>;
export type Moment = string | number | Date;

const megabyte = 1024 ** 2;
const day = 24 * 60 * 60_000;
const relativeSteps = [
  { below: 60 * 60_000, unit: 'minute', size: 60_000 },
  { below: day, unit: 'hour', size: 60 * 60_000 },
  { below: 7 * day, unit: 'day', size: day },
] as const;

export function createFormats(language: string, timeZone: string) {
  const date = new Intl.DateTimeFormat(language, { timeZone, year: 'numeric', month: 'short', day: 'numeric' });
  const dayMonth = new Intl.DateTimeFormat(language, { timeZone, month: 'short', day: 'numeric' });
  const weekday = new Intl.DateTimeFormat(language, { timeZone, weekday: 'long', month: 'long', day: 'numeric' });
  const time = new Intl.DateTimeFormat(language, { timeZone, hour: 'numeric', minute: '2-digit' });
  const dateTime = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'long', timeStyle: 'short' });
  const moment = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const relativeDay = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const number = new Intl.NumberFormat(language);
  const sizes = (unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 });
  const [kilobytes, megabytes] = [sizes('kilobyte'), sizes('megabyte')];
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });

  return {
    date: (moment: Moment) => date.format(new Date(moment)),
    time: (moment: Moment) => time.format(new Date(moment)),
    dateTime: (moment: Moment) => dateTime.format(new Date(moment)),
    /** The same in few words, so that it stands on one line of a narrow column. */
    momentOf: (given: Moment) => moment.format(new Date(given)),
    number: (value: number) => number.format(value),
    /** `share` is 0 to 1. */
    percent: (share: number) => percent.format(share),
    duration: formatDuration,
    /** Bytes as "12 kB" or "3.4 MB", a kB being 1,024 of them. */
    fileSize(bytes: number) {
      if (bytes >= megabyte) return megabytes.format(bytes / megabyte);
      return kilobytes.format(Math.max(1, Math.round(bytes / 1024)));
    },
    /** `2026-11-21` in the company's time zone: equal for two moments of the same day. */
    dayKey: (moment: Moment) => isoDay.format(new Date(moment)),
    /** "Today", "Yesterday", else weekday and date: for separators in a chat. */
    dayName(moment: Moment, now: number = Date.now()) {
      const distance = Math.round((Date.parse(isoDay.format(new Date(moment))) - Date.parse(isoDay.format(now))) / day);
      if (distance > 0 || distance < -1) return weekday.format(new Date(moment));
      return capitalised(relativeDay.format(distance, 'day'), language);
    },
    /** "now", "5 min. ago", within a week "2 days ago", then the date; `exact`: in hours up to three days. */
    relative(moment: Moment, now: number = Date.now(), exact = false) {
      const then = new Date(moment);
      const distance = then.getTime() - now;
      if (Math.abs(distance) < 45_000) return relative.format(0, 'second');
      const step = relativeSteps.find(
        ({ below, unit }) => Math.abs(distance) < (exact && unit === 'hour' ? 3 * day : below),
      );
      if (step) return relative.format(Math.trunc(distance / step.size) || Math.sign(distance), step.unit);
      const sameYear = isoDay.format(then).slice(0, 4) === isoDay.format(now).slice(0, 4);
      return (sameYear ? dayMonth : date).format(then);
    },
  };
}

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function capitalised(text: string, language: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
