import { useEffect, useMemo, useReducer } from 'preact/hooks';
import { fill } from '../i18n/texts.ts';
import { Composer } from './composer/composer.tsx';
import type { Conversation, ConversationView } from './conversation.ts';
import { ChatHeader } from './header.tsx';
import { MessageList } from './messages/message-list.tsx';
import { SettingContext, settingFor, useSetting } from './setting.ts';
import { GonePage, LoadingPage, UnreachablePage } from './whole-page.tsx';

/** The candidate's page, whatever state its conversation is in. */
export function ChatPage({ conversation }: { conversation: Conversation }) {
  const view = useConversation(conversation);
  const language = view.frame?.language ?? navigator.language ?? 'en';
  const setting = useMemo(() => settingFor(language), [language]);
  useDocument(view, setting.language);
  return (
    <SettingContext.Provider value={setting}>
      {view.phase === 'gone' ? (
        <GonePage />
      ) : view.frame ? (
        <Chat conversation={conversation} view={view} company={view.frame.company.name} />
      ) : view.phase === 'unreachable' ? (
        <UnreachablePage onRetry={() => void conversation.reload()} />
      ) : (
        <LoadingPage />
      )}
    </SettingContext.Provider>
  );
}

function Chat({
  conversation,
  view,
  company,
}: {
  conversation: Conversation;
  view: ConversationView;
  company: string;
}) {
  return (
    <main class="chat">
      <ChatHeader view={view} />
      <Notice view={view} company={company} />
      <MessageList conversation={conversation} view={view} company={company} />
      <Composer conversation={conversation} view={view} />
    </main>
  );
}

/** What is unusual now, in one line. The element stays, so that a screen reader hears it change. */
function Notice({ view, company }: { view: ConversationView; company: string }) {
  const { texts } = useSetting();
  const text = !view.online
    ? texts.notice.offline
    : view.state === 'stopped'
      ? fill(texts.notice.person, { company: isolated(company) })
      : view.state === 'completed' && view.held.size === 0
        ? texts.notice.completed
        : '';
  return (
    <div class={`notice ${view.online ? '' : 'notice-offline'}`} role="status">
      {text && <p>{text}</p>}
    </div>
  );
}

/** A name in another script must not turn the sentence around it. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function useConversation(conversation: Conversation): ConversationView {
  const [, refresh] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    // What changed between the first drawing and this moment is not to be missed.
    refresh();
    return conversation.subscribe(() => refresh());
  }, [conversation]);
  return conversation.current();
}

/** The tab's title counts what has come while nobody looked. */
function useDocument(view: ConversationView, language: string): void {
  const { frame, messages } = view;
  const received = messages.filter((message) => message.direction === 'out').length;
  const seen = useMemo(() => ({ count: 0 }), []);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = frame?.textDirection ?? 'ltr';
  }, [language, frame?.textDirection]);
  useEffect(() => {
    if (!frame) return;
    const show = () => {
      if (!document.hidden || seen.count === 0) seen.count = received;
      const unread = received - seen.count;
      document.title = `${unread > 0 ? `(${unread}) ` : ''}${frame.campaign.title} · ${frame.company.name}`;
    };
    show();
    document.addEventListener('visibilitychange', show);
    return () => document.removeEventListener('visibilitychange', show);
  }, [frame?.campaign.title, frame?.company.name, received]);
}
