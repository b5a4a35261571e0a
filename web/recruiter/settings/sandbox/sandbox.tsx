import { Button, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDeviceMobile, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NewPhoneDialog } from './new-phone-dialog.tsx';
import { Phone } from './phone.tsx';
import { PhoneList } from './phone-list.tsx';
import { phonesQuery } from './queries.ts';
import classes from './sandbox.module.css';

const route = getRouteApi('/frame/settings');

/** The phones and mailboxes of candidates, as the channels that are not connected would fill them; one answers there as the candidate. */
export function Sandbox() {
  const { t } = useTranslation('settings');
  const { phone, channel, name } = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState(false);
  const { data: all } = useQuery(phonesQuery(''));
  const open = (search: { phone?: string; name?: string }, replace = phone !== undefined) =>
    void navigate({ search: { section: 'sandbox', ...search }, replace });
  // A wide screen has room for a phone beside the list, so one lies open there, and stays when others get messages.
  const isWide = useMediaQuery('(min-width: 48.01em)');
  const first = all?.[0]?.phone;
  useEffect(() => {
    if (isWide && !phone && first) open({ phone: first }, true);
  });
  return (
    <>
      <Text className={classes.intro} data-chosen={phone !== undefined || undefined} c="dimmed" maw="44rem" mb="lg">
        {t('sandbox.text')}
      </Text>
      <div className={classes.layout} data-chosen={phone !== undefined || undefined}>
        <div className={classes.aside}>
          <Button leftSection={<IconPlus size={16} aria-hidden />} variant="default" onClick={() => setAdding(true)}>
            {t('sandbox.newPhone')}
          </Button>
          <PhoneList opened={phone} onOpen={(chosen) => open({ phone: chosen })} />
        </div>
        <div className={classes.main}>
          {phone ? (
            <Phone
              key={phone}
              phone={phone}
              channel={channel}
              typedName={name}
              onChannel={(next) =>
                void navigate({
                  search: { section: 'sandbox', phone, channel: next, ...(name && { name }) },
                  replace: true,
                })
              }
              onBack={() => open({})}
            />
          ) : (
            all?.length === 0 && (
              <EmptyState
                icon={<IconDeviceMobile aria-hidden />}
                order={2}
                title={t('sandbox.emptyTitle')}
                text={t('sandbox.emptyText')}
                action={<Button onClick={() => setAdding(true)}>{t('sandbox.newPhone')}</Button>}
              />
            )
          )}
        </div>
      </div>
      {adding && (
        <NewPhoneDialog
          onClose={() => setAdding(false)}
          onOpen={(chosen) => {
            setAdding(false);
            open(chosen);
          }}
        />
      )}
    </>
  );
}
