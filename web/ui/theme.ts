import { type CSSVariablesResolver, createTheme, localStorageColorSchemeManager } from '@mantine/core';
import { componentDefaults } from './component-defaults.ts';
import { palette } from './palette.ts';

/** Light, dark or the system's choice; kept for this browser. `public/color-scheme.js` reads the same key. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'parley.color-scheme' });

const systemFont =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif";

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: palette,
  white: '#ffffff',
  black: '#16191b',
  fontFamily: systemFont,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.55', xl: '1.6' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '2rem' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
      h4: { fontSize: '0.8125rem', lineHeight: '1.45' },
    },
  },
  shadows: {
    xs: '0 1px 2px rgb(10 25 30 / 6%)',
    sm: '0 1px 3px rgb(10 25 30 / 8%), 0 1px 2px rgb(10 25 30 / 5%)',
    md: '0 4px 16px rgb(10 25 30 / 10%), 0 1px 3px rgb(10 25 30 / 6%)',
    lg: '0 12px 32px rgb(10 25 30 / 14%), 0 2px 6px rgb(10 25 30 / 6%)',
    xl: '0 20px 56px rgb(10 25 30 / 20%), 0 3px 10px rgb(10 25 30 / 8%)',
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: componentDefaults,
});

/**
 * Surfaces go canvas, surface, raised: the page, what lies on it, what floats above. Hairlines are `--parley-line`.
 * All text colours reach 4.5:1 on canvas and surface.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tints({ strength: 13, text: 8 }),
    '--parley-canvas': '#f6f8f9',
    '--parley-surface': '#ffffff',
    '--parley-raised': '#ffffff',
    '--parley-hover': 'rgb(20 50 60 / 5%)',
    '--parley-selected': '#e2f3f6',
    '--parley-bubble-theirs': '#e8ecee',
    '--parley-bubble-ours': '#d5efdc',
    '--parley-bubble-comment': '#ffe6c7',
    '--parley-comment-surface': '#fff8ee',
    '--parley-line': '#e3e8ea',
    '--parley-line-strong': '#cbd3d6',
    '--parley-accent': 'var(--mantine-color-petrol-7)',
    '--parley-accent-text': 'var(--mantine-color-petrol-8)',
    '--mantine-color-body': '#f6f8f9',
    '--mantine-color-dimmed': '#5b6468',
    '--mantine-color-placeholder': '#6a7377',
    '--mantine-color-error': 'var(--mantine-color-red-7)',
    '--mantine-color-default-border': '#cbd3d6',
    '--mantine-color-default-hover': '#f3f6f7',
    '--mantine-color-disabled-color': '#8a9396',
  },
  dark: {
    ...tints({ strength: 20, text: 3 }),
    '--parley-canvas': '#111618',
    '--parley-surface': '#171d1f',
    '--parley-raised': '#1e2528',
    '--parley-hover': 'rgb(200 230 240 / 6%)',
    '--parley-selected': '#143138',
    '--parley-bubble-theirs': '#2a3235',
    '--parley-bubble-ours': '#1d4230',
    '--parley-bubble-comment': '#52371a',
    '--parley-comment-surface': '#2b2118',
    '--parley-line': '#262e31',
    '--parley-line-strong': '#3a4448',
    '--parley-accent': 'var(--mantine-color-petrol-4)',
    '--parley-accent-text': 'var(--mantine-color-petrol-3)',
    '--mantine-color-body': '#111618',
    '--mantine-color-text': '#dde4e7',
    '--mantine-color-dimmed': '#9aa5a9',
    '--mantine-color-placeholder': '#8d989c',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-petrol-4)',
    '--mantine-color-default': '#1e2528',
    '--mantine-color-default-hover': '#262e31',
    '--mantine-color-default-border': '#3a4448',
  },
});

/** Mantine's light variant (badges, alerts, avatars) as a tint of the surface in either scheme, `strength` in percent. */
function tints({ strength, text }: { strength: number; text: number }): Record<string, string> {
  const entries = Object.keys(palette).flatMap((hue) => {
    const mixed = (percent: number) =>
      `color-mix(in srgb, var(--mantine-color-${hue}-5) ${percent}%, var(--parley-surface))`;
    return [
      [`--mantine-color-${hue}-light`, mixed(strength)],
      [`--mantine-color-${hue}-light-hover`, mixed(strength + 8)],
      [`--mantine-color-${hue}-light-color`, `var(--mantine-color-${hue}-${text})`],
    ];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}
