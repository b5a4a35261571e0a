import type { MantineThemeComponents } from '@mantine/core';
import classes from './component-defaults.module.css';

const overlayTransition = { transition: 'fade', duration: 90 };
const compact = { defaultProps: { size: 'sm' } };
const field = { defaultProps: { size: 'sm' }, classNames: { label: classes.label, description: classes.description } };

/** Compact, hairline-bordered defaults; a screen states a size only where it differs. */
export const componentDefaults: MantineThemeComponents = {
  ActionIcon: {
    defaultProps: { variant: 'subtle', color: 'gray', size: 'md' },
    classNames: { root: classes.actionIcon },
  },
  Alert: { defaultProps: { variant: 'light' } },
  Anchor: { defaultProps: { underline: 'hover' } },
  Badge: { defaultProps: { size: 'sm', radius: 'sm', variant: 'light' }, classNames: { root: classes.badge } },
  Button: { defaultProps: { size: 'sm' }, classNames: { root: classes.button } },
  Card: { defaultProps: { padding: 'md', withBorder: true }, classNames: { root: classes.surface } },
  Checkbox: compact,
  Combobox: { defaultProps: { shadow: 'md', transitionProps: overlayTransition } },
  Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
  HoverCard: { defaultProps: { shadow: 'md', transitionProps: overlayTransition } },
  Loader: { defaultProps: { size: 'sm', type: 'dots' } },
  Menu: {
    defaultProps: { shadow: 'md', transitionProps: overlayTransition },
    classNames: { dropdown: classes.dropdown, item: classes.menuItem, label: classes.menuLabel },
  },
  Modal: {
    defaultProps: {
      radius: 'lg',
      centered: true,
      shadow: 'xl',
      transitionProps: overlayTransition,
      overlayProps: { backgroundOpacity: 0.35 },
    },
    classNames: { content: classes.dropdown, header: classes.modalHeader, title: classes.modalTitle },
  },
  MultiSelect: field,
  NativeSelect: field,
  NumberInput: field,
  Paper: { classNames: { root: classes.surface } },
  PasswordInput: field,
  Popover: {
    defaultProps: { shadow: 'md', transitionProps: overlayTransition },
    classNames: { dropdown: classes.dropdown },
  },
  Radio: compact,
  SegmentedControl: { defaultProps: { size: 'xs', withItemsBorders: false }, classNames: { label: classes.segment } },
  Select: { ...field, defaultProps: { size: 'sm', checkIconPosition: 'right' } },
  Switch: compact,
  Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
  TagsInput: field,
  Text: { defaultProps: { size: 'sm' } },
  TextInput: field,
  Textarea: { ...field, defaultProps: { size: 'sm', autosize: true, minRows: 2 } },
  Tooltip: {
    defaultProps: { openDelay: 350, transitionProps: overlayTransition, withArrow: false, offset: 6 },
    classNames: { tooltip: classes.tooltip },
  },
};
