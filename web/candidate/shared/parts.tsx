import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useSetting } from '../chat/setting.ts';
import { fill } from '../i18n/texts.ts';
import type { SharedView } from './api.ts';

type Shown<K extends keyof SharedView> = NonNullable<SharedView[K]>;

function Part({ title, empty, children }: { title: string; empty?: string | false; children?: ComponentChildren }) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {empty ? <p class="quiet">{empty}</p> : children}
    </section>
  );
}

export function Contact({ contact: { email, phone } }: { contact: Shown<'contact'> }) {
  const { texts } = useSetting();
  return (
    <Part title={texts.shared.contact} empty={!email && !phone && texts.shared.noContact}>
      <dl>
        {email && (
          <>
            <dt>{texts.shared.email}</dt>
            <dd>
              <a href={`mailto:${encodeURIComponent(email)}`}>{email}</a>
            </dd>
          </>
        )}
        {phone && (
          <>
            <dt>{texts.shared.phone}</dt>
            <dd>
              <a href={`tel:${phone}`}>{phone}</a>
            </dd>
          </>
        )}
      </dl>
    </Part>
  );
}

export function Resume({ file }: { file: Shown<'resume'>['file'] }) {
  const { texts } = useSetting();
  return (
    <Part title={texts.shared.resume} empty={!file && texts.shared.noResume}>
      {file && (
        <a class="button" href={file.url} download>
          {fill(texts.shared.download, { name: file.name })}
        </a>
      )}
    </Part>
  );
}

export function Responses({ responses }: { responses: Shown<'responses'> }) {
  const { texts, messageLanguage } = useSetting();
  return (
    <Part title={texts.shared.responses} empty={responses.length === 0 && texts.shared.noResponses}>
      <ol class="plain">
        {responses.map(({ questionId, question, answer }) => (
          <li key={questionId}>
            <h3 dir="auto" lang={messageLanguage}>
              {question}
            </h3>
            {answer ? <Answer answer={answer} question={question} /> : <p class="quiet">{texts.shared.notAnswered}</p>}
          </li>
        ))}
      </ol>
    </Part>
  );
}

type Given = NonNullable<Shown<'responses'>[number]['answer']>;

function Answer({ answer, question }: { answer: Given; question: string }) {
  const text = answer.choiceLabel ?? answer.transcript ?? answer.text ?? answer.number;
  return (
    <>
      {answer.audioUrl && <Media url={answer.audioUrl} type={answer.contentType ?? 'audio/webm'} name={question} />}
      {text !== null && (
        <p class="text" dir="auto">
          {text}
        </p>
      )}
    </>
  );
}

/** What can be heard, seen or fetched; links end after a while, and the page then gives new ones. */
function Media({ url, type, name }: { url: string; type: string; name: string }) {
  const { texts } = useSetting();
  // biome-ignore-start lint/a11y/useMediaCaption: what a candidate recorded has no captions; its transcript stands below
  if (type.startsWith('audio/')) return <audio controls preload="none" src={url} aria-label={name} />;
  if (type.startsWith('video/')) return <video controls preload="none" src={url} aria-label={name} />;
  // biome-ignore-end lint/a11y/useMediaCaption: as above
  if (type.startsWith('image/')) return <img src={url} alt={name} loading="lazy" />;
  return (
    <a class="button" href={url} download>
      {fill(texts.shared.download, { name })}
    </a>
  );
}

export function Chat({ messages, name }: { messages: Shown<'chat'>; name: string }) {
  const { texts, locale } = useSetting();
  const who = { candidate: name || texts.shared.candidate, bot: texts.shared.bot, team: texts.shared.team };
  return (
    <Part title={texts.shared.chat} empty={messages.length === 0 && texts.shared.noChat}>
      <ol class="plain">
        {messages.map(({ at, from, text, files }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <li key={index} class={`said said-${from}`}>
            <p class="quiet">{`${who[from]} · ${momentIn(locale, at)}`}</p>
            {text && (
              <p class="text" dir="auto">
                {text}
              </p>
            )}
            {files.map((file) => (
              <Media key={file.url} url={file.url} type={file.contentType} name={file.name} />
            ))}
          </li>
        ))}
      </ol>
    </Part>
  );
}

export function Comments({ comments }: { comments: Shown<'comments'> }) {
  const { texts, locale } = useSetting();
  return (
    <Part title={texts.shared.comments} empty={comments.length === 0 && texts.shared.noComments}>
      <ol class="plain">
        {comments.map(({ at, by, text }) => (
          <li key={`${at} ${by}`}>
            <p class="quiet">{[by, momentIn(locale, at)].filter(Boolean).join(' · ')}</p>
            <p class="text" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function momentIn(locale: string | undefined, at: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
