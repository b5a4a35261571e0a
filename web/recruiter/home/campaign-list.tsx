import { Badge, Button, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import {
  IconArchive,
  IconMessageChatbot,
  IconPhoneCall,
  IconPlus,
  IconQuestionMark,
  IconSearch,
  IconSpeakerphone,
} from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FolderBadge, useFolderName } from '../../ui/folder-badge.tsx';
import { useFormats } from '../../ui/formats-context.ts';
import classes from './campaign-list.module.css';
import { CampaignMenu } from './campaign-menu.tsx';
import type { Campaign } from './queries.ts';

const route = getRouteApi('/frame/');
const countedFolders = ['inbox', 'completed', 'shortlisted'] as const;

interface Props {
  campaigns: Campaign[];
  archived: boolean;
  query: string;
  onNew: () => void;
}

/** A row a campaign: what waits in it, each count leading to those candidates, and what can be done with it. */
export function CampaignList({ campaigns, archived, query, onNew }: Props) {
  const { t } = useTranslation('home');
  const navigate = route.useNavigate();
  const wanted = query.trim().toLocaleLowerCase();
  const shown = campaigns.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
  return (
    <section aria-label={t('campaigns')}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('campaigns')}
          value={archived ? 'archived' : 'inUse'}
          onChange={(value) =>
            void navigate({ search: { ...(value === 'archived' && { archived: true }), ...(query && { q: query }) } })
          }
          data={[
            { value: 'inUse', label: t('inUse') },
            { value: 'archived', label: t('archived') },
          ]}
        />
        <TextInput
          className={classes.filter}
          aria-label={t('filter')}
          placeholder={t('filter')}
          type="search"
          value={query}
          maxLength={200}
          onChange={(event) => {
            const q = event.currentTarget.value;
            void navigate({ search: { ...(archived && { archived }), ...(q && { q }) }, replace: true });
          }}
          leftSection={<IconSearch size={15} aria-hidden />}
        />
      </div>
      {shown.length > 0 ? (
        <CampaignTable campaigns={shown} />
      ) : (
        <NoCampaign archived={archived} query={query} filtered={campaigns.length > 0} onNew={onNew} />
      )}
    </section>
  );
}

function CampaignTable({ campaigns }: { campaigns: Campaign[] }) {
  const { t } = useTranslation('home');
  const folderName = useFolderName();
  return (
    <Table className={classes.table} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('campaign')}</Table.Th>
          {countedFolders.map((folder) => (
            <Table.Th key={folder} ta="end" w="8rem">
              <FolderBadge folder={folder} />
            </Table.Th>
          ))}
          <Table.Th w="12rem">{t('marks')}</Table.Th>
          <Table.Th w="3rem">
            <span className={classes.hidden}>{t('actions')}</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {campaigns.map((campaign) => (
          <Table.Tr key={campaign.id}>
            <Table.Th scope="row" className={classes.title}>
              <Link to="/leads" search={{ campaign: [campaign.id] }} className={classes.link}>
                {campaign.title}
              </Link>
              <Text size="xs" c="dimmed" component="span">
                {campaign.country} · {campaign.language.toUpperCase()}
                {campaign.createdBy && ` · ${t('by', { name: campaign.createdBy.name })}`}
              </Text>
            </Table.Th>
            {countedFolders.map((folder) => (
              <Table.Td key={folder} className={classes.count}>
                <CountLink campaign={campaign} folder={folder} name={folderName(folder)} />
              </Table.Td>
            ))}
            <Table.Td className={classes.marks}>
              <Marks marks={campaign.marks} />
            </Table.Td>
            <Table.Td className={classes.actions}>
              <CampaignMenu campaign={campaign} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface CountProps {
  campaign: Campaign;
  folder: (typeof countedFolders)[number];
  name: string;
}

function CountLink({ campaign, folder, name }: CountProps) {
  const { t } = useTranslation('home');
  const formats = useFormats();
  const count = formats.number(campaign.counts[folder]);
  return (
    <Link
      to="/leads"
      search={{ campaign: [campaign.id], folder: [folder] }}
      className={classes.number}
      data-none={campaign.counts[folder] === 0 || undefined}
      aria-label={t('countOf', { title: campaign.title, folder: name, amount: count })}
    >
      <span className={classes.folder}>
        <FolderBadge folder={folder} />
      </span>
      {count}
    </Link>
  );
}

function Marks({ marks }: { marks: Campaign['marks'] }) {
  const { t } = useTranslation('home');
  const all = [
    ['autoCall', IconPhoneCall],
    ['chatbot', IconMessageChatbot],
    ['inquiry', IconQuestionMark],
  ] as const;
  return all
    .filter(([mark]) => marks[mark])
    .map(([mark, Icon]) => (
      <Badge key={mark} color="gray" variant="default" leftSection={<Icon size={12} aria-hidden />}>
        {t(mark)}
      </Badge>
    ));
}

function NoCampaign({ archived, query, filtered, onNew }: Omit<Props, 'campaigns'> & { filtered: boolean }) {
  const { t } = useTranslation('home');
  const navigate = route.useNavigate();
  if (filtered)
    return (
      <EmptyState
        icon={<IconSearch aria-hidden />}
        title={t('noMatch', { query })}
        action={
          <Button variant="default" onClick={() => void navigate({ search: archived ? { archived } : {} })}>
            {t('clearFilter')}
          </Button>
        }
      />
    );
  if (archived)
    return <EmptyState icon={<IconArchive aria-hidden />} title={t('noneArchived')} text={t('noneArchivedText')} />;
  return (
    <EmptyState
      icon={<IconSpeakerphone aria-hidden />}
      title={t('noneTitle')}
      text={t('noneText')}
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
          {t('newCampaign')}
        </Button>
      }
    />
  );
}
