/** When a day begins and ends, in minutes from midnight, 1440 at most; null: nothing goes on that day. */
export type Day = { from: number; to: number } | null;

/** From Monday to Sunday. */
export type Week = readonly Day[];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Beyond a week it does not come any more: the zones' hours have no moment in common. */
const longestMs = 8 * dayMs;

/**
 * The first moment from `at` on that lies within the hours in every one of the zones; `at` itself where it does. A number
 * that may be in several zones so disturbs nobody. Where the zones have no such moment (Russia has eleven), it goes by
 * `home`, the company's zone, as it does where no zone is known. Null where every day is closed.
 */
export function nextOpening(at: Date, week: Week, zones: readonly string[], home: string): Date | null {
  if (week.every((day) => day === null)) return null;
  return openingInAll(at, week, zones.length > 0 ? zones : [home]) ?? openingInAll(at, week, [home]);
}

function openingInAll(at: Date, week: Week, zones: readonly string[]): Date | null {
  let moment = at.getTime();
  for (let settled = 0, turn = 0; settled < zones.length; turn++) {
    const next = openingIn(moment, week, zones[turn % zones.length] as string);
    if (next - at.getTime() > longestMs) return null;
    settled = next === moment ? settled + 1 : 1;
    moment = next;
  }
  return new Date(moment);
}

function openingIn(moment: number, week: Week, zone: string): number {
  const today = Math.floor(wallClock(moment, zone) / dayMs) * dayMs;
  let first = Number.POSITIVE_INFINITY;
  // Clocks that are set back across midnight show a part of the day before once more.
  for (let date = today - dayMs; date <= today + 8 * dayMs; date += dayMs) {
    const day = week[(new Date(date).getUTCDay() + 6) % 7];
    for (const [from, to] of day ? openTimes(date, day, zone) : [])
      if (moment < to) first = Math.min(first, Math.max(moment, from));
    // Of the day after, something may come before what was found, where clocks were set back.
    if (first < Number.POSITIVE_INFINITY && wallClock(first, zone) < date) break;
  }
  return first;
}

/**
 * From when until when the clocks of a zone show these hours of a date: twice where a part of them comes twice, never where
 * they are skipped.
 */
function openTimes(date: number, day: { from: number; to: number }, zone: string): [number, number][] {
  const [before, after] = [offsetAt(date - dayMs, zone), offsetAt(date + 2 * dayMs, zone)];
  const [from, to] = [date + day.from * minuteMs, date + day.to * minuteMs];
  if (before === after) return [[from - before, to - before]];
  const change = changeBetween(date - dayMs - before, date + 2 * dayMs - after, before, zone);
  const times: [number, number][] = [
    [from - before, Math.min(to - before, change)],
    [Math.max(from - after, change), to - after],
  ];
  return times.filter(([opens, closes]) => opens < closes);
}

/** By how much the clocks of a zone are ahead of UTC, at about the time that they show. */
function offsetAt(shown: number, zone: string): number {
  const guess = wallClock(shown, zone) - shown;
  return wallClock(shown - guess, zone) - (shown - guess);
}

/** When the clocks of a zone were changed: the last moment before which they were `before` ahead. */
function changeBetween(start: number, end: number, before: number, zone: string): number {
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallClock(middle, zone) - middle === before) low = middle;
    else high = middle;
  }
  return high;
}

/** What the clocks of a zone show, as if it were UTC. */
export function wallClock(moment: number, zone: string): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (moment % 1000);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    const numeric = 'numeric';
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const;
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', second: numeric, ...fields });
    clocks.set(zone, clock);
  }
  return clock;
}
