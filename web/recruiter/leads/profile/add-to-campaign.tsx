import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLateArea } from '../../../i18n/i18n.ts';
import { DialogComes } from '../../../ui/dialog-comes.tsx';
import type { Profile } from '../queries.ts';

const TransferDialog = lazy(async () => {
  const [{ TransferDialog }] = await Promise.all([import('./transfer-dialog.tsx'), loadLateArea('profile')]);
  return { default: TransferDialog };
});

/** Who came without a campaign is put into one before anybody decides about them. */
export function AddToCampaign({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="compact-md"
        data-add-to-campaign
        leftSection={<IconUserPlus size={15} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('actions.addToCampaign')}
      </Button>
      <Suspense fallback={<DialogComes />}>
        {opened && <TransferDialog profile={profile} opened onClose={() => setOpened(false)} />}
      </Suspense>
    </>
  );
}
