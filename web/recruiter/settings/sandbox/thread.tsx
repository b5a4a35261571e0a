import { Anchor } from '@mantine/core';
import { IconList } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../../api/client.ts';
import { useFormats } from '../../../ui/formats-context.ts';
import { toast } from '../../../ui/toast.tsx';
import { useSession } from '../../session.ts';
import { FileView } from './file-view.tsx';
import { momentOf } from './moment.ts';
import type { On, PhoneMessage } from './queries.ts';
import classes from './sandbox.module.css';

/** The conversation as the candidate sees it, newest at the bottom. */
export function Thread({ messages, on }: { messages: PhoneMessage[]; on: On }) {
  const { t } = useTranslation('settings');
  const { company } = useSession();
  const queryClient = useQueryClient();
  const log = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [newest]);
  const tap = useMutation({
    mutationFn: (given: { messageId: number; replyId: string }) =>
      unwrap(api.POST('/api/sandbox/phone/messages', { body: { ...on, tap: given } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['sandbox'] }),
    onError: toast.error,
  });
  return (
    // It scrolls, so that it can be reached without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={log} className={classes.thread} role="log" aria-label={t('sandbox.conversation')} tabIndex={0}>
      <p className={classes.sender}>{company.name}</p>
      {messages.length === 0 && <p className={classes.nothing}>{t('sandbox.noMessages')}</p>}
      {messages.map((message) => (
        <Bubble
          key={message.id}
          message={message}
          busy={tap.isPending}
          // Messenger takes quick replies away as soon as something follows them.
          gone={on.channel === 'messenger' && message.taps?.style === 'buttons' && message.id !== newest}
          onTap={(replyId) => tap.mutate({ messageId: message.id, replyId })}
        />
      ))}
    </div>
  );
}

interface BubbleProps {
  message: PhoneMessage;
  busy: boolean;
  gone: boolean;
  onTap: (replyId: string) => void;
}

function Bubble({ message, busy, gone, onTap }: BubbleProps) {
  const { t } = useTranslation('settings');
  const formats = useFormats();
  const { author, text, files, taps, lost, link, at } = message;
  return (
    <article className={classes.message} data-own={author === 'candidate' || undefined} data-lost={lost || undefined}>
      {(!taps?.cards || lost) && (
        <div className={classes.bubble}>
          {lost && <span className={classes.lost}>{t('sandbox.lostText')}</span>}
          {text && (
            <p className={classes.text} dir="auto">
              {text}
            </p>
          )}
          {files.map((file) => (
            <FileView key={file.url} file={file} />
          ))}
          {link && (
            <Anchor href={link} target="_blank" rel="noreferrer" size="sm">
              {t(`sandbox.${nameOfLink(link)}`)}
            </Anchor>
          )}
        </div>
      )}
      {taps && !gone && !lost && <Taps taps={taps} busy={busy} onTap={onTap} />}
      <span className={classes.faint}>{momentOf(formats, at)}</span>
    </article>
  );
}

interface TapsProps {
  taps: NonNullable<PhoneMessage['taps']>;
  busy: boolean;
  onTap: (replyId: string) => void;
}

function Taps({ taps, busy, onTap }: TapsProps) {
  const { t } = useTranslation('settings');
  const { cards = [] } = taps;
  const onCards = new Set(cards.flatMap(({ buttons }) => buttons.map(({ id }) => id)));
  return (
    <div className={classes.taps} data-style={taps.style} role="group" aria-label={t('sandbox.choices')}>
      {taps.style === 'list' && (
        <span className={classes.listTitle}>
          <IconList size={14} aria-hidden />
          {t('sandbox.choose')}
        </span>
      )}
      {cards.length > 0 && <Cards cards={cards} busy={busy} onTap={onTap} />}
      {taps.replies
        .filter(({ id }) => !onCards.has(id))
        .map(({ id, title, description }) => (
          <button key={id} type="button" className={classes.tap} disabled={busy} onClick={() => onTap(id)}>
            <span dir="auto">{title}</span>
            {description && (
              <span className={classes.faint} dir="auto">
                {description}
              </span>
            )}
          </button>
        ))}
    </div>
  );
}

interface CardsProps extends Omit<TapsProps, 'taps'> {
  cards: NonNullable<TapsProps['taps']['cards']>;
}

/** Beside each other, as a messenger shows a carousel. */
function Cards({ cards, busy, onTap }: CardsProps) {
  return (
    <ul className={classes.cards}>
      {cards.map(({ title, subtitle, buttons }) => (
        <li key={`${title} ${buttons[0]?.id ?? buttons[0]?.url ?? ''}`} className={classes.card}>
          <strong dir="auto">{title}</strong>
          {subtitle && (
            <span className={classes.faint} dir="auto">
              {subtitle}
            </span>
          )}
          {buttons.map(({ title: label, id, url }) =>
            id === undefined ? (
              <a key={label} className={classes.cardButton} href={url} target="_blank" rel="noreferrer" dir="auto">
                {label}
              </a>
            ) : (
              <button
                key={label}
                type="button"
                className={classes.cardButton}
                disabled={busy}
                dir="auto"
                onClick={() => onTap(id)}
              >
                {label}
              </button>
            ),
          )}
        </li>
      ))}
    </ul>
  );
}

/** Our own pages tell by their path what they are. */
function nameOfLink(link: string): 'openInterview' | 'openJob' | 'openLink' {
  const path = URL.parse(link)?.pathname ?? '';
  if (path.startsWith('/c/')) return 'openInterview';
  return path.startsWith('/j/') ? 'openJob' : 'openLink';
}
