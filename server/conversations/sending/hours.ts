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
  for (let date = today; date <= today + 7 * dayMs; date += dayMs) {
    const day = week[(new Date(date).getUTCDay() + 6) % 7];
    if (!day) continue;
    if (moment < instant(date + day.to * minuteMs, zone))
      return Math.max(moment, instant(date + day.from * minuteMs, zone));
  }
  return Number.POSITIVE_INFINITY;
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

/** When the clocks of a zone show this. Of an hour that comes twice it is the first, of one that is skipped the end. */
function instant(shown: number, zone: string): number {
  const offsets = [shown - dayMs, shown + dayMs].map((near) => wallClock(near, zone) - near);
  const [before = 0, after = 0] = offsets;
  const early = shown - before;
  const late = shown - after;
  if (wallClock(early, zone) === shown) return early;
  return wallClock(late, zone) === shown ? late : early;
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
