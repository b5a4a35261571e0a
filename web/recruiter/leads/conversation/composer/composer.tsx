import { Tabs } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../queries.ts';
import { CommentForm } from './comment-form.tsx';
import classes from './composer.module.css';
import { MessageForm } from './message-form.tsx';

type Mode = 'message' | 'comment';

/** Writes to the candidate, or a comment that only colleagues see. Mod+Enter sends, Escape gives the keys back to the list. */
export function Composer({ profile }: { profile: Profile }) {
  const { t } = useTranslation('leads');
  const [mode, setMode] = useState<Mode>('message');
  const input = useRef<HTMLTextAreaElement>(null);
  function write(next: Mode): void {
    setMode(next);
    requestAnimationFrame(() => input.current?.focus());
  }
  const Form = mode === 'message' ? MessageForm : CommentForm;
  return (
    <div className={classes.composer} data-mode={mode}>
      <Tabs value={mode} onChange={(value) => setMode(value === 'comment' ? 'comment' : 'message')} variant="pills">
        <Tabs.List>
          <Tabs.Tab value="message" data-write="message" onClick={() => write('message')}>
            {t('chat.message')}
          </Tabs.Tab>
          <Tabs.Tab value="comment" data-write="comment" onClick={() => write('comment')} color="orange">
            {t('chat.commentTab')}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Form profile={profile} input={input} />
    </div>
  );
}
