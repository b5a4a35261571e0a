import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFormats } from './format.ts';

const now = Date.parse('2026-11-21T02:00:00Z');
const manila = createFormats('en', 'Asia/Manila');
const mexico = createFormats('es', 'America/Mexico_City');

test('a moment is shown in the company’s time zone, not the browser’s', () => {
  assert.equal(manila.dayKey('2026-11-20T17:00:00Z'), '2026-11-21');
  assert.equal(mexico.dayKey('2026-11-21T05:59:00Z'), '2026-11-20');
});

test('days are named as people name them', () => {
  assert.equal(manila.dayName('2026-11-21T01:00:00Z', now), 'Today');
  assert.equal(manila.dayName('2026-11-20T15:00:00Z', now), 'Yesterday');
  assert.equal(mexico.dayName('2026-11-20T20:00:00Z', now), 'Hoy');
  assert.match(manila.dayName('2026-11-10T12:00:00Z', now), /Tuesday/);
});

test('relative times go from now over minutes, hours and days to a date', () => {
  const ago = (milliseconds: number) => manila.relative(now - milliseconds, now);
  assert.equal(ago(5_000), 'now');
  assert.match(ago(50_000), /^1 min/);
  assert.match(ago(3 * 3_600_000), /^3 hr/);
  assert.equal(ago(24 * 3_600_000), 'yesterday');
  assert.equal(ago(30 * 24 * 3_600_000), 'Oct 22');
  assert.equal(ago(400 * 24 * 3_600_000), 'Oct 17, 2025');
});

test('durations are minutes and seconds, with hours only when there are any', () => {
  assert.equal(manila.duration(0), '0:00');
  assert.equal(manila.duration(245.4), '4:05');
  assert.equal(manila.duration(3_725), '1:02:05');
});
