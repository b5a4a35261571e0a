import { useDebouncedValue } from '@mantine/hooks';
import type { SpotlightActionData } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';

const mostShown = 6;
const shortest = 2;

/** For what was typed: a way to the list of all whom it finds, and the first of them. */
export function useCandidateActions(typed: string): SpotlightActionData[] {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const wanted = typed.trim().slice(0, 200);
  const [settled] = useDebouncedValue(wanted, 200);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['candidate-search', settled],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/applications', { params: { query: { q: settled, limit: mostShown } }, signal })),
    enabled: settled.length >= shortest,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (wanted.length < shortest) return [];
  // The server has matched them, also by what does not stand here; those of a moment ago are judged by what does.
  const keywords = wanted === settled && !isPlaceholderData ? [typed] : [];
  return [
    // At once, and first: what is chosen by Enter does not change when the answer comes.
    {
      id: 'candidates',
      label: t('palette.searchFor', { query: wanted }),
      keywords: [typed],
      onClick: () => void navigate({ to: '/leads', search: { q: wanted } }),
    },
    ...(data?.items ?? []).map(({ id, firstName, lastName, campaignTitle, email, phone }) => ({
      id: `candidate-${id}`,
      label: [firstName, lastName].filter(Boolean).join(' '),
      description: [campaignTitle, email ?? phone].filter(Boolean).join(' · '),
      keywords,
      onClick: () => void navigate({ to: '/leads', search: { id } }),
    })),
  ];
}
