import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AlignField } from './align-field.tsx';
import { type Block, type Leaf, type Problems, problemAt } from './document.ts';
import { FlowText } from './flow-text.tsx';
import { LinkField } from './link-field.tsx';
import { PictureField } from './picture-field.tsx';
import { TokenInput } from './token-input.tsx';

interface Props<One extends Block> {
  /** What the block is called, for names of its fields. */
  name: string;
  block: One;
  problems: Problems;
  onChange: (block: One) => void;
}

/** What a block consists of, to be filled in. */
export function LeafFields({ name, block, problems, onChange }: Props<Leaf>): ReactNode {
  const { t } = useTranslation('letters');
  switch (block.type) {
    case 'heading':
      return (
        <TokenInput
          id={`field-${block.id}`}
          aria-label={t('textOf', { block: name })}
          value={block.text}
          maxLength={300}
          onChange={(text) => onChange({ ...block, text })}
          error={problems.text}
        />
      );
    case 'text':
      return (
        <FlowText
          id={`field-${block.id}`}
          block={name}
          content={block.content}
          problem={problemAt(problems, 'content')}
          onChange={(content) => onChange({ ...block, content })}
        />
      );
    case 'button':
      return (
        <>
          <TokenInput
            id={`field-${block.id}`}
            label={t('label')}
            value={block.label}
            maxLength={100}
            onChange={(label) => onChange({ ...block, label })}
            error={problems.label}
          />
          <LinkField value={block.href} problem={problems.href} onChange={(href) => onChange({ ...block, href })} />
        </>
      );
    case 'image':
      return (
        <PictureField picture={block} problems={problems} onChange={(patch) => onChange({ ...block, ...patch })} />
      );
    case 'divider':
      return <hr style={{ inlineSize: '100%', border: 0, borderBlockStart: '1px solid var(--parley-line)' }} />;
    case 'spacer':
      return (
        <NumberInput
          id={`field-${block.id}`}
          w="9rem"
          label={t('height')}
          value={block.height}
          min={4}
          max={120}
          step={4}
          allowDecimal={false}
          clampBehavior="blur"
          onChange={(height) => typeof height === 'number' && onChange({ ...block, height })}
          error={problems.height}
        />
      );
  }
}

/** Where the block stands from side to side, for those that can be placed. */
export function PlaceOf({ name, block, onChange }: Omit<Props<Block>, 'problems'>): ReactNode {
  if (!('align' in block)) return null;
  return <AlignField block={name} value={block.align} onChange={(align) => onChange({ ...block, align })} />;
}
