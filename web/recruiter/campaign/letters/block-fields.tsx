import type { ReactNode } from 'react';
import { ColumnsField } from './columns-field.tsx';
import type { Block, Problems } from './document.ts';
import { FooterField } from './footer-field.tsx';
import { LeafFields } from './leaf-fields.tsx';

interface Props {
  /** What the block is called, for names of its fields. */
  name: string;
  block: Block;
  problems: Problems;
  onChange: (block: Block) => void;
}

/** What any block consists of, those that hold others included. */
export function BlockFields({ name, block, problems, onChange }: Props): ReactNode {
  if (block.type === 'columns')
    return <ColumnsField name={name} block={block} problems={problems} onChange={onChange} />;
  if (block.type === 'footer')
    return <FooterField footer={block} problems={problems} onChange={(patch) => onChange({ ...block, ...patch })} />;
  return <LeafFields name={name} block={block} problems={problems} onChange={onChange} />;
}
