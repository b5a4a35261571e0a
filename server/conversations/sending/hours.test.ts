import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readNumber } from '#channels/sms/number.ts';
import { periodsOf } from './counters.ts';
import { type Day, nextOpening, type Week, wallClock } from './hours.ts';

const every = (day: Day): Week => Array.from({ length: 7 }, () => day);
const eightToNine = every({ from: 8 * 60, to: 21 * 60 });
const zonesOfNumber = (phone: string) => readNumber(phone).zones;
const opens = (at: string, week: Week, zones: string[], home = 'UTC') =>
  nextOpening(new Date(at), week, zones, home)?.toISOString().replace(':00.000Z', 'Z') ?? null;

describe('business hours', () => {
  const cases: [string, string, Week, string[], string | null][] = [
    ['stays where it is open', '2026-11-21T01:30Z', eightToNine, ['Asia/Manila'], '2026-11-21T01:30Z'],
    ['waits for the morning', '2026-11-21T16:00Z', eightToNine, ['Asia/Manila'], '2026-11-22T00:00Z'],
    ['is closed from the closing minute on', '2026-11-21T13:00Z', eightToNine, ['Asia/Manila'], '2026-11-22T00:00Z'],
    [
      'opens an hour earlier when clocks go forward',
      '2026-03-08T05:30Z',
      eightToNine,
      ['America/New_York'],
      '2026-03-08T12:00Z',
    ],
    ['and later when they go back', '2026-11-01T03:30Z', eightToNine, ['America/New_York'], '2026-11-01T13:00Z'],
    [
      'knows winter and summer of the south',
      '2026-01-05T09:00Z',
      eightToNine,
      ['America/Santiago'],
      '2026-01-05T11:00Z',
    ],
    [
      'takes the first of an hour that comes twice',
      '2026-10-25T00:00Z',
      every({ from: 150, to: 300 }),
      ['Europe/Madrid'],
      '2026-10-25T00:30Z',
    ],
    [
      'is open when an hour that is skipped ends within the hours',
      '2026-03-29T00:30Z',
      every({ from: 150, to: 300 }),
      ['Europe/Madrid'],
      '2026-03-29T01:00Z',
    ],
    ['goes by half hours', '2026-11-21T20:00Z', eightToNine, ['Asia/Kolkata'], '2026-11-22T02:30Z'],
    [
      'passes over days that are closed',
      '2026-11-20T15:00Z',
      [...eightToNine.slice(0, 5), null, null],
      ['Asia/Manila'],
      '2026-11-23T00:00Z',
    ],
    [
      'may be open around the clock',
      '2026-11-21T16:00Z',
      every({ from: 0, to: 1440 }),
      ['Asia/Manila'],
      '2026-11-21T16:00Z',
    ],
    ['never opens without an open day', '2026-11-21T16:00Z', every(null), ['Asia/Manila'], null],
    [
      'waits for the last of several zones',
      '2026-11-21T10:00Z',
      eightToNine,
      ['America/New_York', 'America/Los_Angeles'],
      '2026-11-21T16:00Z',
    ],
    [
      'and for the first of them to open again',
      '2026-11-21T03:00Z',
      eightToNine,
      ['America/New_York', 'America/Los_Angeles'],
      '2026-11-21T16:00Z',
    ],
  ];
  for (const [name, at, week, zones, expected] of cases) it(name, () => assert.equal(opens(at, week, zones), expected));

  it('go by the company’s zone where none is known, or where the zones have nothing in common', () => {
    assert.equal(opens('2026-11-21T03:00Z', eightToNine, [], 'Europe/Madrid'), '2026-11-21T07:00Z');
    const fewHours = every({ from: 10 * 60, to: 14 * 60 });
    const russia = zonesOfNumber('+79161234567');
    assert.equal(opens('2026-11-21T03:00Z', fewHours, russia, 'Europe/Moscow'), '2026-11-21T07:00Z');
    assert.equal(
      opens('2026-11-21T03:00Z', eightToNine, russia, 'UTC'),
      '2026-11-21T06:00Z',
      'Kaliningrad to Kamchatka',
    );
  });

  it('always end in an open minute of every zone, and never before the moment asked for', () => {
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    const zones = fc.subarray(['America/New_York', 'America/Sao_Paulo', 'Europe/London', 'Europe/Athens'], {
      minLength: 1,
    });
    const from = fc.integer({ min: 0, max: 12 * 60 });
    fc.assert(
      fc.property(moments, zones, from, (at, chosen, begin) => {
        const opening = nextOpening(at, every({ from: begin, to: begin + 11 * 60 }), chosen, 'UTC');
        assert.ok(opening && opening >= at);
        for (const zone of chosen) {
          const minutes = (wallClock(opening.getTime(), zone) / 60_000) % 1440;
          assert.ok(minutes >= begin && minutes < begin + 11 * 60, `${opening.toISOString()} in ${zone}`);
        }
      }),
    );
  });
});

describe('the zones of a number', () => {
  it('are those of its country, and of its area code in North America', () => {
    assert.deepEqual(zonesOfNumber('+639171234567'), ['Asia/Manila']);
    assert.deepEqual(zonesOfNumber('+14155550100'), ['America/Los_Angeles']);
    assert.deepEqual(zonesOfNumber('+12125550100'), ['America/New_York']);
    assert.deepEqual(zonesOfNumber('+18505550100'), ['America/Chicago', 'America/New_York'], 'on a border');
    assert.deepEqual(zonesOfNumber('+18095550100'), ['America/Santo_Domingo'], 'another country with +1');
    assert.ok(zonesOfNumber('+18005550100').length > 10, 'an area code that lies nowhere');
    assert.ok(zonesOfNumber('+5215512345678').includes('America/Tijuana'));
    assert.deepEqual(zonesOfNumber('+870773111632'), [], 'a satellite');
  });
});

describe('a month', () => {
  it('and a day are those of the company’s clocks', () => {
    const at = new Date('2026-11-30T16:30:00Z');
    assert.deepEqual(periodsOf('Asia/Manila', at), {
      month: '2026-12-01 00:00:00',
      day: '2026-12-01 00:00:00',
      hour: '2026-11-30 16:00:00',
    });
    assert.equal(periodsOf('America/New_York', at).month, '2026-11-01 00:00:00');
  });
});

describe('a day on which clocks are changed', () => {
  const changes: [string, string][] = [
    ['America/Havana', '2026-03-08T05:00Z'],
    ['America/Havana', '2026-11-01T05:00Z'],
    ['Africa/Cairo', '2026-04-23T22:00Z'],
    ['Africa/Cairo', '2026-10-29T21:00Z'],
    ['Asia/Beirut', '2026-03-28T22:00Z'],
    ['America/Santiago', '2026-09-06T04:00Z'],
    ['America/Sao_Paulo', '2018-02-18T02:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00Z'],
  ];
  const hours = [
    [0, 60],
    [30, 90],
    [0, 1440],
    [1380, 1440],
    [90, 150],
  ] as const;

  /** What a look at the clock in each minute finds, within two days. */
  function counted(at: number, week: Week, zone: string): number | null {
    for (let moment = at; moment < at + 2 * 86_400_000; moment += 60_000) {
      const shown = new Date(wallClock(moment, zone));
      const day = week[(shown.getUTCDay() + 6) % 7];
      const minutes = shown.getUTCHours() * 60 + shown.getUTCMinutes();
      if (day && minutes >= day.from && minutes < day.to) return moment;
    }
    return null;
  }

  for (const [zone, change] of changes)
    it(`is open when the clocks of ${zone} say so, whichever hour they skip or show twice at ${change}`, () => {
      for (const [from, to] of hours)
        for (const minutes of [-600, -61, -30, 0, 1, 45]) {
          const at = Date.parse(change) + minutes * 60_000;
          const week = every({ from, to });
          const expected = counted(at, week, zone);
          if (expected === null) continue;
          const found = nextOpening(new Date(at), week, [zone], 'UTC');
          assert.equal(found?.toISOString(), new Date(expected).toISOString(), `${from}-${to} from ${minutes}`);
        }
    });
});
