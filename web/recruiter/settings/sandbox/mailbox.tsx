import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { useSession } from '../../session.ts';
import { FileView } from './file-view.tsx';
import type { PhoneMessage } from './queries.ts';
import classes from './sandbox.module.css';

/** Mails, newest on top; the newest lies open. */
export function Mailbox({ messages }: { messages: PhoneMessage[] }) {
  const { t } = useTranslation('settings');
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = messages.toReversed();
  const opened = newest.find(({ id }) => id === chosen) ?? newest[0];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.mailbox} role="group" aria-label={t('sandbox.mailbox')} tabIndex={0}>
      {newest.length === 0 && <p className={classes.nothing}>{t('sandbox.noMails')}</p>}
      {newest.map((mail) => (
        <Mail key={mail.id} mail={mail} opened={mail === opened} onOpen={() => setChosen(mail.id)} />
      ))}
    </div>
  );
}

function Mail({ mail, opened, onOpen }: { mail: PhoneMessage; opened: boolean; onOpen: () => void }) {
  const { t } = useTranslation('settings');
  const { company } = useSession();
  const formats = useFormats();
  const own = mail.author === 'candidate';
  return (
    <article className={classes.mail} data-own={own || undefined}>
      <button type="button" className={classes.mailTop} aria-expanded={opened} onClick={onOpen}>
        <span className={classes.faint}>
          {own ? t('sandbox.fromCandidate') : company.name}
          {' · '}
          {formats.time(mail.at)}
        </span>
        <strong dir="auto">{mail.subject || t('sandbox.noSubject')}</strong>
        {!opened && (
          <span className={classes.mailStart} dir="auto">
            {mail.text}
          </span>
        )}
      </button>
      {opened &&
        (mail.html ? (
          <MailFrame className={classes.letter} title={mail.subject || t('sandbox.noSubject')} html={mail.html} />
        ) : (
          <p className={classes.text} dir="auto">
            {mail.text}
          </p>
        ))}
      {opened && mail.files.map((file) => <FileView key={file.url} file={file} />)}
      {opened && mail.link && (
        <Anchor href={mail.link} target="_blank" rel="noreferrer" size="sm">
          {t(mail.messageId === null ? 'sandbox.openLink' : 'sandbox.openInterview')}
        </Anchor>
      )}
    </article>
  );
}
