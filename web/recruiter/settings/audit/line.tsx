import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import classes from './audit.module.css';
import { useDetails } from './details.ts';
import type { Entry } from './queries.ts';

/** A sentence, and below it when, from where, and what else is known. */
export function Line({ entry }: { entry: Entry }) {
  const { t } = useTranslation('audit');
  const formats = useFormats();
  const details = useDetails(entry);
  const { at, address } = entry;
  return (
    <li className={classes.line}>
      <Text component="p" dir="auto">
        <Sentence entry={entry} />
      </Text>
      <Text c="dimmed" size="xs" dir="auto">
        <time dateTime={at}>{formats.dateTime(at)}</time>
        {[address && t('address', { address }), ...details]
          .filter(Boolean)
          .map((detail) => ` · ${detail}`)
          .join('')}
      </Text>
    </li>
  );
}

const mark = '\u0001';
const slot = (name: string) => `${mark}${name}${mark}`;

/** The translator says where in the sentence somebody stands; what stands there is an element. */
function Sentence({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('audit');
  const { kind, by } = entry;
  const known = i18n.exists(`lines.${kind}`, { ns: 'audit' }) ? (kind as 'signed-in') : 'other';
  const text = t(`lines.${known}`, { who: slot('who'), about: slot('about'), kind: kind.replaceAll('-', ' ') });
  const program = kind === 'retention-ran' ? 'Parley' : t('somebody');
  const elements: Record<string, ReactNode> = {
    who: <strong>{by?.name || program}</strong>,
    about: <About entry={entry} />,
  };
  return text.split(mark).map((part, at) => {
    // Every second part stood between two marks.
    const key = `${at} ${part}`;
    return <Fragment key={key}>{at % 2 === 1 ? elements[part] : part}</Fragment>;
  });
}

/** Whom or what it was about: a link where it is still there. */
function About({ entry }: { entry: Entry }): ReactNode {
  const { t } = useTranslation(['audit', 'settings']);
  const { kind, candidate, campaign, user, data } = entry;
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : '');
  if (kind.startsWith('user-') || kind === 'ownership-transferred') {
    if (!user) return text('name');
    return (
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link to="/settings" search={{ section: 'team' }} {...props} />}
      >
        {user.name}
      </Anchor>
    );
  }
  if (kind.startsWith('channel-')) return t(`settings:channels.kinds.${text('channel') as 'sms'}`);
  if (kind.startsWith('api-key-')) return text('name');
  if (kind === 'export-started' && data.of !== 'campaign') return t(`of.${text('of') as 'list'}`);
  if (kind === 'members-changed' || kind === 'export-started' || kind === 'campaign-deleted') {
    if (!campaign) return text('title') || t('goneCampaign');
    const params = { campaignId: campaign.id };
    return (
      <Anchor
        inherit
        underline="always"
        renderRoot={(props) => <Link to="/campaigns/$campaignId" params={params} {...props} />}
      >
        {campaign.name}
      </Anchor>
    );
  }
  if (!candidate) {
    const { candidateId: id } = data;
    if (typeof id !== 'number') return t('goneSomebody');
    return t(kind === 'candidate-erased' ? 'candidate' : 'goneCandidate', { id });
  }
  const name = candidate.name || t('candidate', { id: candidate.id });
  const { applicationId: id } = candidate;
  if (id === null) return name;
  return (
    <Anchor inherit underline="always" renderRoot={(props) => <Link to="/leads" search={{ id }} {...props} />}>
      {name}
    </Anchor>
  );
}
