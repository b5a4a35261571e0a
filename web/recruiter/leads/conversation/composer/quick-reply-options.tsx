import { Combobox, type ComboboxStore, Text } from '@mantine/core';
import { IconPlus, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { findReplies, quickRepliesQuery } from '../../../quick-replies/queries.ts';
import classes from './composer.module.css';

interface Props {
  combobox: ComboboxStore;
  typed: string;
  onPick: (text: string) => void;
  /** Without it they are only chosen: neither made nor changed. */
  onCreate?: () => void;
}

/** The quick replies that fit what was typed, and below them how to make and change them. */
export function QuickReplyOptions({ combobox, typed, onPick, onCreate }: Props) {
  const { t } = useTranslation('quickReplies');
  const navigate = useNavigate();
  const { data } = useQuery(quickRepliesQuery);
  const found = findReplies(data ?? [], typed);
  const { selectFirstOption } = combobox;
  const first = found[0]?.id;
  useEffect(() => {
    // The options are in the page only after this.
    const frame = requestAnimationFrame(() => selectFirstOption());
    return () => cancelAnimationFrame(frame);
  }, [first, typed, selectFirstOption]);
  return (
    <Combobox.Options mt={4} className={classes.replies} aria-label={t('title')}>
      {found.map(({ id, title, body, shared }) => (
        <Combobox.Option key={id} value={String(id)} onClick={() => onPick(body)}>
          <span className={classes.replyTitle}>
            <Text fw={600} truncate>
              {title}
            </Text>
            <Text size="xs" className={classes.replyNote}>
              {t(shared ? 'everybodys' : 'own')}
            </Text>
          </span>
          <Text size="xs" className={classes.replyNote} lineClamp={2} dir="auto">
            {body}
          </Text>
        </Combobox.Option>
      ))}
      {data && found.length === 0 && <Combobox.Empty>{t(data.length === 0 ? 'empty' : 'nothingFound')}</Combobox.Empty>}
      {onCreate && (
        <>
          <Combobox.Option value="new" onClick={onCreate}>
            <IconPlus size={15} aria-hidden className={classes.replyIcon} />
            {t('createHere')}
          </Combobox.Option>
          <Combobox.Option
            value="manage"
            onClick={() => void navigate({ to: '/settings', search: { section: 'quickReplies' } })}
          >
            <IconSettings size={15} aria-hidden className={classes.replyIcon} />
            {t('manage')}
          </Combobox.Option>
        </>
      )}
    </Combobox.Options>
  );
}
