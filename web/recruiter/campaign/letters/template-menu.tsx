import { Button, Menu } from '@mantine/core';
import { IconBookmark, IconSettings, IconTemplate, IconWand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import type { Template } from '../queries.ts';
import { ManageDialog } from './manage-dialog.tsx';
import { predefinedLetter, savedLettersQuery, type Written } from './queries.ts';
import { SaveTemplateDialog } from './save-template-dialog.tsx';

interface Props {
  campaignId: number;
  text: Template;
  onChange: (patch: Partial<Template>) => void;
}

/** Begins the mail with the predefined one or a template of the company, and makes a template of it. */
export function TemplateMenu({ campaignId, text, onChange }: Props) {
  const { t } = useTranslation('letters');
  const saved = useQuery(savedLettersQuery).data ?? [];
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null);

  function begin(name: string, { subject, body, document }: Written): void {
    const before = { subject: text.subject, body: text.body, document: text.document };
    onChange({ subject, body, document });
    toast.undo(t('begun', { name }), () => onChange(before));
  }
  const beginPredefined = () =>
    predefinedLetter(campaignId, text.event).then((letter) => begin(t('predefined'), letter), toast.error);
  return (
    <>
      <Menu width={260} position="bottom-start" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button size="compact-xs" variant="subtle" color="gray" leftSection={<IconTemplate size={14} aria-hidden />}>
            {t('beginWith')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="22rem" style={{ overflowY: 'auto' }}>
          <Menu.Item leftSection={<IconWand size={15} aria-hidden />} onClick={() => void beginPredefined()}>
            {t('predefined')}
          </Menu.Item>
          <Menu.Label>{t('ownTemplates')}</Menu.Label>
          {saved.length === 0 && <Menu.Item disabled>{t('noTemplates')}</Menu.Item>}
          {saved.map((letter) => (
            <Menu.Item key={letter.id} onClick={() => begin(letter.name, letter)}>
              {letter.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconBookmark size={15} aria-hidden />} onClick={() => setDialog('save')}>
            {t('saveAs')}
          </Menu.Item>
          {saved.length > 0 && (
            <Menu.Item leftSection={<IconSettings size={15} aria-hidden />} onClick={() => setDialog('manage')}>
              {t('manage')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveTemplateDialog opened={dialog === 'save'} onClose={() => setDialog(null)} written={text} />
      <ManageDialog opened={dialog === 'manage'} onClose={() => setDialog(null)} />
    </>
  );
}
