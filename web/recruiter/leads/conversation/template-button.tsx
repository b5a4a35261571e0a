import { Button } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DialogComes } from '../../../ui/dialog-comes.tsx';

const load = () => import('../../templates/template-dialog.tsx');
const TemplateDialog = lazy(async () => ({ default: (await load()).TemplateDialog }));

interface Props {
  applicationId: number;
  name: string;
  channels: readonly { channel: string; reason: string | null }[];
}

/** Where WhatsApp takes no free text, a template is offered; not for somebody who has neither written there nor a phone. */
export function TemplateButton({ applicationId, name, channels }: Props) {
  const { t } = useTranslation('templates');
  const [open, setOpen] = useState(false);
  const reasonOf = (kind: string) => channels.find(({ channel }) => channel === kind)?.reason;
  const closed = reasonOf('whatsapp') === 'window_closed';
  const canBegin = reasonOf('whatsapp') === 'not_written' && reasonOf('sms') !== 'no_phone';
  if (!closed && !canBegin) return null;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        px={8}
        aria-label={t('composer.open')}
        leftSection={<IconTemplate size={17} aria-hidden />}
        onClick={() => setOpen(true)}
        onMouseEnter={() => void load()}
      >
        {t('template')}
      </Button>
      {open && (
        <Suspense fallback={<DialogComes />}>
          <TemplateDialog applicationId={applicationId} name={name} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
