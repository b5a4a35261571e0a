import { Button, FileButton, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { IconPhoto, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { unwrapUpload, upload } from '../../../api/upload.ts';
import { useErrorText } from '../../../ui/error-text.ts';
import type { Leaf, Problems } from './document.ts';
import classes from './letters.module.css';
import { LinkField } from './link-field.tsx';

type Picture = Extract<Leaf, { type: 'image' }>;

interface Props {
  picture: Picture;
  problems: Problems;
  onChange: (patch: Partial<Picture>) => void;
}

/** A picture, uploaded or by its address, and what it is in words. */
export function PictureField({ picture, problems, onChange }: Props) {
  const { t } = useTranslation('letters');
  const isOurs = picture.src.startsWith('/');
  return (
    <>
      <div className={classes.picture}>
        <div className={classes.thumb}>
          {isOurs ? <img src={picture.src} alt="" /> : <IconPhoto size={26} stroke={1.4} aria-hidden />}
        </div>
        <Upload replaces={picture.src !== ''} onUploaded={(src) => onChange({ src })} />
      </div>
      <TextInput
        label={t('pictureAddress')}
        description={t('pictureAddressHint')}
        value={picture.src}
        onChange={(event) => onChange({ src: event.currentTarget.value.trim() })}
        error={problems.src}
      />
      <Group gap="sm" align="end" wrap="wrap">
        <TextInput
          className={classes.grow}
          label={t('alt')}
          description={t('altHint')}
          value={picture.alt}
          maxLength={300}
          onChange={(event) => onChange({ alt: event.currentTarget.value })}
          error={problems.alt}
        />
        <NumberInput
          w="8.5rem"
          label={t('width')}
          value={picture.width}
          min={10}
          max={100}
          step={10}
          allowDecimal={false}
          clampBehavior="blur"
          onChange={(width) => typeof width === 'number' && onChange({ width })}
          error={problems.width}
        />
      </Group>
      <LinkField value={picture.href} problem={problems.href} optional onChange={(href) => onChange({ href })} />
    </>
  );
}

function Upload({ replaces, onUploaded }: { replaces: boolean; onUploaded: (src: string) => void }) {
  const { t } = useTranslation('letters');
  const reason = useErrorText();
  const send = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return upload('POST', '/api/mail-pictures', form).then(unwrapUpload<{ src: string }>);
    },
    onSuccess: ({ src }) => onUploaded(src),
  });
  return (
    <div>
      <FileButton accept="image/png,image/jpeg,image/gif,image/webp" onChange={(file) => file && send.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            loading={send.isPending}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {t(replaces ? 'replace' : 'upload')}
          </Button>
        )}
      </FileButton>
      <Text size="xs" c="dimmed" mt={4}>
        {t('pictureHint')}
      </Text>
      {send.error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {reason(send.error)}
        </Text>
      )}
    </div>
  );
}
