import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/formats-context.ts';
import type { SharedLink } from './queries.ts';
import classes from './shared-links.module.css';

/** Whom a link shows, to whom it went and what came of it; one that works can be revoked here. */
export function LinkRow({ link, onRevoke }: { link: SharedLink; onRevoke: () => void }) {
  const { t } = useTranslation('sharing');
  const formats = useFormats();
  const { applicationId, shows, by, createdAt, state, campaign, views, lastSeenAt, mails, proposals } = link;
  const name = link.candidate || t('list.nameless');
  const when = lastSeenAt ? formats.relative(lastSeenAt) : '';
  const ends = useEnd(link);
  return (
    <li className={classes.row} aria-label={t('list.label', { name })}>
      <div className={classes.part}>
        <Text fw={600} dir="auto">
          <Anchor inherit renderRoot={(props) => <Link to="/leads" search={{ id: applicationId }} {...props} />}>
            {name}
          </Anchor>
        </Text>
        <Text size="xs" c="dimmed" dir="auto">
          {campaign ?? t('list.withoutCampaign')}
        </Text>
        <Text size="xs">{shows.length > 0 ? shows.map((part) => t(`parts.${part}`)).join(', ') : t('nothing')}</Text>
      </div>
      <div className={classes.part}>
        <Text size="sm">{t('by', { name: by ?? t('list.somebody') })}</Text>
        <Text size="xs" c="dimmed">
          {formats.momentOf(createdAt)}
        </Text>
        <Text size="xs" fw={state === 'active' ? 600 : undefined} c={state === 'active' ? undefined : 'dimmed'}>
          {ends}
        </Text>
      </div>
      <div className={classes.part}>
        <Text size="sm">{t('views', { count: views, when })}</Text>
        {mails.map(({ to, state: sending }) => (
          <Text key={to} size="xs" c={sending === 'failed' ? 'red' : 'dimmed'}>
            {t(`mail.${sending}`, { to })}
          </Text>
        ))}
        {proposals.map(({ verdict, name: guest, comment, at }) => (
          <Text key={`${at} ${guest} ${verdict}`} size="sm" dir="auto">
            <strong>{t(`proposal.${verdict}`, { name: guest })}</strong>
            {comment && `: ${comment}`}
          </Text>
        ))}
      </div>
      <div className={classes.act}>
        {state === 'active' && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('list.revoke', { name })}
            onClick={onRevoke}
          >
            {t('revoke')}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Until when it works, or why it does not. */
function useEnd({ state, expiresAt, revokedAt, revokedBy }: SharedLink): string {
  const { t } = useTranslation('sharing');
  const formats = useFormats();
  if (state !== 'revoked') return t(state === 'expired' ? 'expired' : 'until', { date: formats.momentOf(expiresAt) });
  if (!revokedAt) return t('list.left');
  const date = formats.momentOf(revokedAt);
  return revokedBy ? t('list.revokedBy', { name: revokedBy, date }) : t('list.revokedOn', { date });
}
