import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client.ts';
import { useFormats } from '../../ui/formats-context.ts';
import { useSession } from '../session.ts';
import classes from './sms-notice.module.css';

const lookAgainMs = 60_000;

/** Above every screen when the month's SMS come to their end, so that nobody learns it from a message that failed. */
export function SmsNotice() {
  const { t } = useTranslation('frame');
  const { user } = useSession();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ['sending', 'use'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/sending/use', { signal })),
    refetchInterval: lookAgainMs,
  });
  if (!data || data.level === 'fine' || data.cap === null) return null;
  return (
    <div className={classes.notice} data-level={data.level} role="status">
      <IconAlertTriangle size={17} className={classes.icon} aria-hidden />
      <span>
        {t(`smsNotice.${data.level}`, { used: formats.number(data.used), cap: formats.number(data.cap) })}{' '}
        {user.role === 'owner' && (
          <Link to="/settings" search={{ section: 'sending' }}>
            {t('smsNotice.settings')}
          </Link>
        )}
      </span>
    </div>
  );
}
