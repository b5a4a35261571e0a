import { ActionIcon, Fieldset, Group, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type AdButton, adLimits } from '../../../../server/openings/ad.ts';

type Part = 'title' | 'target';

interface Props {
  number: number;
  button: AdButton;
  campaigns: { id: number; title: string }[];
  problem: (part: Part) => string | undefined;
  onTouch: (part: Part) => void;
  onChange: (button: AdButton) => void;
  onRemove: () => void;
}

/** A button of an advertisement: what stands on it, and whether it opens a website or begins for a campaign. */
export function AdButtonFields({ number, button, campaigns, problem, onTouch, onChange, onRemove }: Props) {
  const { t } = useTranslation('campaign');
  const { title } = button;
  return (
    <Fieldset legend={t('ad.button', { number })}>
      <Group align="flex-start" wrap="wrap">
        <TextInput
          flex="1 1 9rem"
          label={t('ad.label')}
          maxLength={adLimits.buttonTitle}
          value={title}
          onChange={(event) => onChange({ ...button, title: event.currentTarget.value })}
          onBlur={() => onTouch('title')}
          error={problem('title')}
        />
        <Select
          flex="1 1 9rem"
          label={t('ad.opens')}
          allowDeselect={false}
          data={(['campaign', 'website'] as const).map((value) => ({ value, label: t(`ad.opensKinds.${value}`) }))}
          value={button.opens}
          onChange={(value) =>
            onChange(
              value === 'website'
                ? { title, opens: 'website', url: '' }
                : { title, opens: 'campaign', id: campaigns[0]?.id ?? 0 },
            )
          }
        />
        {button.opens === 'website' ? (
          <TextInput
            flex="2 1 14rem"
            type="url"
            label={t('ad.url')}
            placeholder="https://"
            value={button.url}
            onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
            onBlur={() => onTouch('target')}
            error={problem('target')}
          />
        ) : (
          <Select
            flex="2 1 14rem"
            label={t('ad.campaign')}
            searchable
            allowDeselect={false}
            data={campaigns.map((one) => ({ value: String(one.id), label: one.title }))}
            value={String(button.id)}
            onChange={(value) => value && onChange({ ...button, id: Number(value) })}
            error={problem('target')}
          />
        )}
        <ActionIcon size="lg" mt={24} onClick={onRemove} aria-label={t('ad.removeButton', { number })}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Fieldset>
  );
}
