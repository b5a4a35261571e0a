import { Menu } from '@mantine/core';
import {
  IconAlignLeft,
  IconClick,
  IconColumns2,
  IconHeading,
  IconLayoutBottombar,
  IconPhoto,
  IconSeparatorHorizontal,
  IconSpacingVertical,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockType } from './document.ts';

export const blockIcons = {
  heading: IconHeading,
  text: IconAlignLeft,
  button: IconClick,
  image: IconPhoto,
  divider: IconSeparatorHorizontal,
  spacer: IconSpacingVertical,
  columns: IconColumns2,
  footer: IconLayoutBottombar,
} as const;

interface Props<Type extends BlockType> {
  types: readonly Type[];
  onAdd: (type: Type) => void;
  /** The button that opens it. */
  children: ReactNode;
}

/** Offers the kinds of blocks. */
export function AddMenu<Type extends BlockType>({ types, onAdd, children }: Props<Type>) {
  const { t } = useTranslation('letters');
  return (
    // The cursor goes into the new block, not back to the button.
    <Menu width={200} position="bottom-start" returnFocus={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {types.map((type) => {
          const kind: BlockType = type;
          const Icon = blockIcons[kind];
          return (
            <Menu.Item key={kind} leftSection={<Icon size={16} stroke={1.6} aria-hidden />} onClick={() => onAdd(type)}>
              {t(`blocks.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
