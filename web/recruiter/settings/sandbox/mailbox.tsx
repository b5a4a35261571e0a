import { Anchor, Button } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/formats-context.ts';
import { MailFrame } from '../../../ui/mail-frame.tsx';
import { useSession } from '../../session.ts';
import { FileView } from './file-view.tsx';
import { LetterForm } from './letter-form.tsx';
import { momentOf } from './moment.ts';
import type { PhoneMessage } from './queries.ts';
import classes from './sandbox.module.css';

interface Props {
  messages: PhoneMessage[];
  phone: string;
  name: string | undefined;
}

/** Mails, newest on top; the newest lies open. One is answered or written in place. */
export function Mailbox({ messages, phone, name }: Props) {
  const { t } = useTranslation('settings');
  const [chosen, setChosen] = useState<number | null>(null);
  const [writing, setWriting] = useState(false);
  const newest = messages.toReversed();
  const opened = newest.find(({ id }) => id === chosen) ?? newest[0];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.mailbox} role="group" aria-label={t('sandbox.mailbox')} tabIndex={0}>
      {writing ? (
        <LetterForm phone={phone} name={name} answers={null} onDone={() => setWriting(false)} />
      ) : (
        <Button
          className={classes.mailAct}
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setWriting(true)}
        >
          {t('sandbox.newLetter')}
        </Button>
      )}
      {newest.length === 0 && <p className={classes.nothing}>{t('sandbox.noMails')}</p>}
      {newest.map((mail) => (
        <Mail
          key={mail.id}
          mail={mail}
          opened={mail === opened}
          onOpen={() => setChosen(mail.id)}
          phone={phone}
          name={name}
        />
      ))}
    </div>
  );
}

type MailProps = Omit<Props, 'messages'> & { mail: PhoneMessage; opened: boolean; onOpen: () => void };

function Mail({ mail, opened, onOpen, phone, name }: MailProps) {
  const { t } = useTranslation('settings');
  const { company } = useSession();
  const formats = useFormats();
  const [answering, setAnswering] = useState(false);
  const own = mail.author === 'candidate';
  return (
    <article className={classes.mail} data-own={own || undefined}>
      <button type="button" className={classes.mailTop} aria-expanded={opened} onClick={onOpen}>
        <span className={classes.faint}>
          {own ? t('sandbox.fromCandidate') : company.name}
          {' · '}
          {momentOf(formats, mail.at)}
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
      {opened && answering && (
        <LetterForm phone={phone} name={name} answers={mail} onDone={() => setAnswering(false)} />
      )}
      {opened && !answering && mail.messageId !== null && (
        <Button
          className={classes.mailAct}
          variant="default"
          size="xs"
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          onClick={() => setAnswering(true)}
        >
          {t('sandbox.reply')}
        </Button>
      )}
    </article>
  );
}
