import { Checkbox, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { campaignsQuery, countsQuery } from '../queries.ts';
import type { LeadsSearch } from '../search-params.ts';
import classes from './scope-picker.module.css';
import { Bubble, ScopePicker } from './scope-picker.tsx';

/** What stands in a list of campaigns for those who came without one. */
const withoutCampaign = 0;

interface Props {
  search: LeadsSearch;
  change: (patch: Partial<LeadsSearch>) => void;
}

/** The campaigns with their exact counts, and My Leads for whoever has been assigned some. */
export function CampaignPicker({ search, change }: Props) {
  const { t } = useTranslation(['finding', 'leads']);
  const campaigns = useQuery(campaignsQuery);
  const { data: counts } = useQuery(countsQuery(search));
  const numbers = new Map(counts?.campaigns.map(({ id, count }) => [id ?? withoutCampaign, count]));
  const chosen = search.campaign ?? [];
  // Only an owner reaches them, and only an owner is told their number.
  const strangers = numbers.has(withoutCampaign) || chosen.includes(withoutCampaign);
  const known = [
    ...(strangers ? [{ id: withoutCampaign, title: t('leads:withoutCampaign') }] : []),
    ...(campaigns.data ?? []).map(({ id, title }) => ({ id, title })),
  ];
  const shown = known.filter(({ id }) => chosen.includes(id));
  const numberOf = (of: { id: number }[]) => of.reduce((sum, { id }) => sum + (numbers.get(id) ?? 0), 0);
  const total = counts?.campaigns.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const lost = chosen.length > 0 && shown.length === 0 && campaigns.isSuccess;
  const names = lost ? t('leads:unknownCampaign') : shown.map(({ title }) => title).join(', ');
  const title = [search.mine && t('myLeads'), names].filter(Boolean).join(' · ') || t('leads:allCampaigns');
  return (
    <ScopePicker
      label={t('leads:campaigns')}
      allLabel={t('leads:allCampaigns')}
      title={title}
      count={chosen.length === 0 ? total : numberOf(shown)}
      total={total}
      entries={known.map(({ id, title: name }) => ({ key: String(id), name, count: numbers.get(id) ?? 0 }))}
      chosen={chosen.map(String)}
      onChange={(keys) => change({ campaign: keys?.map(Number), ...(!keys && { mine: undefined }) })}
      includeLabel={(name) => t('includeCampaign', { name })}
      narrowing={{ label: t('narrowCampaigns'), nothing: t('leads:noCampaignFound') }}
      {...((Boolean(counts?.mine) || search.mine) && {
        first: (close: () => void) => (
          <MyLeads
            count={counts?.mine ?? 0}
            chosen={Boolean(search.mine)}
            onToggle={() => change({ mine: search.mine ? undefined : true })}
            onOnly={() => {
              change({ mine: true, campaign: undefined });
              close();
            }}
          />
        ),
      })}
    />
  );
}

interface MyLeadsProps {
  count: number;
  chosen: boolean;
  onToggle: () => void;
  onOnly: () => void;
}

function MyLeads({ count, chosen, onToggle, onOnly }: MyLeadsProps) {
  const { t } = useTranslation('finding');
  return (
    <li className={classes.item}>
      <Checkbox size="xs" checked={chosen} onChange={onToggle} aria-label={t('onlyMyLeads')} />
      <UnstyledButton className={classes.name} onClick={onOnly}>
        {t('myLeads')}
        <Bubble of={count} />
      </UnstyledButton>
    </li>
  );
}
