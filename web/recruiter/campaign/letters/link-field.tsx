import { Group, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { linkTokens } from '../../../../server/campaigns/letters/addresses.ts';
import classes from './letters.module.css';

interface Props {
  value: string;
  problem: string | undefined;
  /** Whether it may lead nowhere. */
  optional?: boolean;
  onChange: (href: string) => void;
}

const tokenHref = (name: string) => `<%= @${name} %>`;

/** Where a button or picture leads: one of our pages for the candidate, or an address. */
export function LinkField({ value, problem, optional, onChange }: Props) {
  const { t } = useTranslation('letters');
  const { t: c } = useTranslation('campaign');
  const name = linkTokens.find((one) => value.replace(/\s/g, '') === `<%=@${one}%>`);
  const kind = name ?? (optional && value === '' ? 'nowhere' : 'address');
  const data = [
    ...(optional ? [{ value: 'nowhere', label: t('nowhere') }] : []),
    ...linkTokens.map((one) => ({ value: one as string, label: c(`tokenNames.${one}`) })),
    { value: 'address', label: t('anAddress') },
  ];
  function choose(chosen: string | null): void {
    if (!chosen || chosen === kind) return;
    if (chosen === 'nowhere') onChange('');
    else onChange(chosen === 'address' ? 'https://' : tokenHref(chosen));
  }
  return (
    <Group gap="sm" align="start" grow preventGrowOverflow={false} className={classes.wide}>
      <Select
        label={t('leadsTo')}
        data={data}
        value={kind}
        allowDeselect={false}
        onChange={choose}
        error={kind === 'address' ? undefined : problem}
      />
      {kind === 'address' && (
        <TextInput
          label={t('address')}
          placeholder="https://"
          description={undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={problem}
        />
      )}
    </Group>
  );
}
