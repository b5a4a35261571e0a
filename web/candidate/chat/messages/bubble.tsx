import { fill } from '../../i18n/texts.ts';
import type { Attachment } from '../api.ts';
import type { Conversation, ConversationView } from '../conversation.ts';
import { Avatar } from '../header.tsx';
import { Icon } from '../icon.tsx';
import { largestFileMegabytes, type Refusal } from '../outbox/queue.ts';
import { useSetting } from '../setting.ts';
import { clockTime, fileSize } from './days.ts';
import type { Line } from './lines.ts';
import { linkify } from './linkify.ts';
import { QueuedSound, VoicePlayer } from './voice-player.tsx';

type BubbleProps = {
  line: Line;
  conversation: Conversation;
  view: ConversationView;
  company: string;
  fresh: boolean;
};

/** One message: what was said, when, and of the candidate's own how far it has come. */
export function Bubble({ line, conversation, view, company, fresh }: BubbleProps) {
  const { texts, locale } = useSetting();
  const author = line.side === 'own' ? texts.you : authorOf(line, texts);
  const classes = [
    'line',
    `line-${line.side}`,
    line.first && 'line-first',
    line.last && 'line-last',
    fresh && 'line-fresh',
  ];
  const { queued } = line;
  return (
    <div class={classes.filter(Boolean).join(' ')}>
      {line.side === 'other' && (
        <span class="line-avatar">
          {line.last && (
            <Avatar
              name={line.author === 'user' ? author : company}
              kind={line.author === 'user' ? 'person' : 'company'}
            />
          )}
        </span>
      )}
      <div class="line-content">
        {line.named ? (
          <p class="author" dir="auto">
            {author}
          </p>
        ) : (
          <span class="hidden">{author}: </span>
        )}
        <div class={`bubble ${queued?.refused ? 'bubble-refused' : ''}`}>
          {queued?.kind === 'audio' && <QueuedSound item={queued} />}
          {queued?.kind === 'file' && (
            <span class="file">
              <Icon name="file" />
              <bdi class="file-name">{line.body}</bdi>
            </span>
          )}
          {queued?.kind === 'skip' && <p class="bubble-text">{texts.composer.skipped}</p>}
          {line.attachments.map((attachment) => (
            <AttachmentView
              key={attachment.url}
              attachment={attachment}
              own={line.side === 'own'}
              conversation={conversation}
            />
          ))}
          {line.body.trim() && queued?.kind !== 'skip' && queued?.kind !== 'file' && <LinkedText text={line.body} />}
          <span class="meta">
            <time dir="auto" dateTime={line.at.toISOString()}>
              {clockTime(line.at, locale)}
            </time>
            {line.side === 'own' && !queued && (
              <>
                <Icon name="check" size={14} />
                <span class="hidden">{texts.status.sent}</span>
              </>
            )}
          </span>
        </div>
        {queued && <Delivery line={line} conversation={conversation} view={view} />}
      </div>
    </div>
  );
}

function authorOf(line: Line, texts: ReturnType<typeof useSetting>['texts']): string {
  if (line.author !== 'user') return texts.assistant;
  return line.authorName ?? texts.team;
}

/** How far an own message has come, and what can be done where it was refused. */
function Delivery({ line: { queued }, conversation, view }: Pick<BubbleProps, 'line' | 'conversation' | 'view'>) {
  const { texts } = useSetting();
  if (!queued) return null;
  const { status } = texts;
  if (queued.refused) {
    return (
      <div class="delivery delivery-refused" role="alert">
        <p>
          <Icon name="alert" size={16} />{' '}
          {queued.kind === 'file' ? fileProblem(queued.refused, texts) : status[queued.refused]}
        </p>
        <div>
          {queued.refused !== 'lost' && (
            <button type="button" class="button" onClick={() => conversation.retry(queued.key)}>
              {status.retry}
            </button>
          )}
          <button type="button" class="button" onClick={() => conversation.remove(queued.key)}>
            {status.remove}
          </button>
        </div>
      </div>
    );
  }
  const sending = view.sending === queued.key;
  const uploading = sending && (queued.kind === 'audio' || queued.kind === 'file') && !queued.blob;
  const waits = !sending && (queued.attempts > 0 || !view.online);
  const percent = Math.round(view.share * 100);
  return (
    <div class="delivery">
      {uploading && <progress max={1} value={view.share} aria-label={status.sending} />}
      <p>
        <Icon name="clock" size={14} />{' '}
        {uploading ? fill(status.uploading, { percent }) : waits ? status.waiting : status.sending}
      </p>
    </div>
  );
}

function fileProblem(refused: Refusal, { status }: ReturnType<typeof useSetting>['texts']): string {
  if (refused === 'tooLong') return fill(status.fileTooLarge, { megabytes: largestFileMegabytes });
  return refused === 'lost' ? status.fileLost : status.refused;
}

/** Text as it was typed; addresses of the web can be followed, nothing in it runs. */
function LinkedText({ text }: { text: string }) {
  const { texts } = useSetting();
  return (
    <p class="bubble-text">
      {linkify(text).map((part, index) =>
        part.href ? (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            dir="ltr"
            aria-label={fill(texts.opensNewTab, { name: part.text })}
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}

const pictures = /^image\/(jpeg|png|webp|gif)$/;

function AttachmentView({
  attachment,
  own,
  conversation,
}: {
  attachment: Attachment;
  own: boolean;
  conversation: Conversation;
}) {
  const { texts, locale } = useSetting();
  const { name, contentType, size, durationMs, url } = attachment;
  // Files are the program's own; an address of anywhere else is none.
  if (!url.startsWith('/blobs/')) return null;
  if (contentType.startsWith('audio/')) {
    const label = own ? texts.voice.yours : texts.voice.note;
    return (
      <VoicePlayer src={url} durationMs={durationMs ?? 0} label={label} onExpired={() => void conversation.reload()} />
    );
  }
  if (contentType.startsWith('video/'))
    return <video class="film" controls preload="metadata" src={url} aria-label={name} />;
  if (pictures.test(contentType)) {
    return (
      <a class="picture" href={url} target="_blank" rel="noopener" aria-label={fill(texts.opensNewTab, { name })}>
        <img src={url} alt={name} loading="lazy" decoding="async" />
      </a>
    );
  }
  return (
    <a class="file" href={url} download={name} aria-label={fill(texts.download, { name })}>
      <Icon name="file" />
      <span class="file-name">
        <bdi>{name}</bdi>
        <small dir="ltr">{fileSize(size, locale)}</small>
      </span>
    </a>
  );
}
