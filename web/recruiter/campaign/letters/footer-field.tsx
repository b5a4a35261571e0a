import { ActionIcon, Button, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Block, type Problems, problemAt } from './document.ts';
import classes from './letters.module.css';

type Footer = Extract<Block, { type: 'footer' }>;
const mostLinks = 8;

interface Props {
  footer: Footer;
  problems: Problems;
  onChange: (patch: Partial<Footer>) => void;
}

/** Small print and links, such as to the company's pages elsewhere. */
export function FooterField({ footer: { text, links }, problems, onChange }: Props) {
  const { t } = useTranslation('letters');
  function edit(index: number, patch: Partial<Footer['links'][number]>): void {
    onChange({ links: links.map((link, place) => (place === index ? { ...link, ...patch } : link)) });
  }
  return (
    <>
      <Textarea
        label={t('footerText')}
        value={text}
        maxLength={1000}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        error={problems.text}
      />
      {links.map((link, index) => {
        const number = index + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a link is its place
          <div key={index} className={classes.footerLink}>
            <TextInput
              aria-label={t('linkLabel', { number })}
              placeholder={t('linkLabel', { number })}
              value={link.label}
              maxLength={60}
              onChange={(event) => edit(index, { label: event.currentTarget.value })}
              error={problemAt(problems, `links.${index}.label`)}
            />
            <TextInput
              aria-label={t('linkAddress', { number })}
              placeholder="https://"
              value={link.href}
              onChange={(event) => edit(index, { href: event.currentTarget.value })}
              error={problemAt(problems, `links.${index}.href`)}
            />
            <Tooltip label={t('removeLink', { number })}>
              <ActionIcon
                mt={4}
                aria-label={t('removeLink', { number })}
                onClick={() => onChange({ links: links.toSpliced(index, 1) })}
              >
                <IconX size={15} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </div>
        );
      })}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={links.length >= mostLinks}
          onClick={() => onChange({ links: [...links, { label: '', href: 'https://' }] })}
        >
          {t('addLink')}
        </Button>
      </div>
    </>
  );
}
