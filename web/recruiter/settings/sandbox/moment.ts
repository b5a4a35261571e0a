import type { Formats, Moment } from '../../../ui/format.ts';

/** As a phone shows it: the time, and before it the day where that is not today. */
export function momentOf(formats: Formats, at: Moment): string {
  const time = formats.time(at);
  return formats.dayKey(at) === formats.dayKey(Date.now()) ? time : `${formats.dayName(at)}, ${time}`;
}
