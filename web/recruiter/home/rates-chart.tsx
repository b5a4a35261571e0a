import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import { useFormats } from '../../ui/formats-context.ts';
import type { Overview } from './queries.ts';
import classes from './rates-chart.module.css';

const height = 210;

interface Props {
  days: Overview['days'];
  /** What the picture shows, for those who can't see it. */
  label: string;
}

/** Two lines over two weeks. A day without anybody to count has no point, and the line goes on to the next that has. */
export function RatesChart({ days, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const { t, i18n } = useTranslation('home');
  const formats = useFormats();
  const scheme = useComputedColorScheme();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const dayNames = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const names = [t('overview.participation'), t('overview.pass')];
    const show = (plot: UPlot) => showTip(plot, tip.current, days, names, dayNames, formats.percent);
    const plot = new UPlot(options(element, dayNames, formats.percent, show), data(days), element);
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
    // The scheme is a reason to draw anew: a canvas does not follow CSS.
  }, [days, formats, i18n.language, t, scheme]);

  return (
    <div className={classes.chart}>
      <div ref={box} role="img" aria-label={label} style={{ minHeight: height }} />
      <div ref={tip} className={classes.tip} hidden aria-hidden />
    </div>
  );
}

function data(days: Overview['days']): UPlot.AlignedData {
  return [
    days.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / 1000),
    days.map((day) => day.participationRate),
    days.map((day) => day.passRate),
  ];
}

function options(
  element: HTMLElement,
  dayNames: Intl.DateTimeFormat,
  percent: (share: number) => string,
  setCursor: (plot: UPlot) => void,
): UPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const line = (stroke: string): UPlot.Series => ({
    stroke,
    width: 2,
    spanGaps: true,
    points: { show: true, size: 6, fill: stroke, stroke: color('--parley-surface'), width: 1.5 },
  });
  const axis: UPlot.Axis = {
    stroke: color('--mantine-color-dimmed'),
    font: `11px ${style.fontFamily}`,
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height,
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    legend: { show: false },
    padding: [8, 24, 0, 0],
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 8 } },
    scales: { y: { range: [0, 1] } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        space: 56,
        values: (_plot, ticks) => ticks.map((tick) => dayNames.format(tick * 1000)),
      },
      {
        ...axis,
        size: 46,
        grid: { stroke: color('--parley-line'), width: 1 },
        values: (_plot, ticks) => ticks.map((tick) => percent(tick)),
        space: 44,
      },
    ],
    series: [{}, line(color('--mantine-color-violet-5')), line(color('--mantine-color-green-5'))],
    hooks: { setCursor: [setCursor] },
  };
}

function showTip(
  plot: UPlot,
  tip: HTMLDivElement | null,
  days: Overview['days'],
  names: string[],
  dayNames: Intl.DateTimeFormat,
  percent: (share: number) => string,
): void {
  const index = plot.cursor.idx;
  const day = index == null ? undefined : days[index];
  if (!tip) return;
  tip.hidden = day === undefined || plot.cursor.left === undefined || plot.cursor.left < 0;
  if (!day || tip.hidden) return;
  const rate = (share: number | null) => (share === null ? '–' : percent(share));
  tip.textContent = [
    dayNames.format(Date.parse(`${day.day}T00:00:00Z`)),
    `${names[0]}: ${rate(day.participationRate)} (${day.participated}/${day.invited})`,
    `${names[1]}: ${rate(day.passRate)} (${day.shortlisted}/${day.completed})`,
  ].join('\n');
  const left = plot.bbox.left / devicePixelRatio + (plot.cursor.left ?? 0);
  const beforeIt = left > plot.width / 2;
  tip.style.insetInlineStart = `${beforeIt ? left - tip.offsetWidth - 12 : left + 12}px`;
}
