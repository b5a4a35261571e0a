import { useEffect, useState } from 'preact/hooks';
import { SettingContext, settingFor, useSetting } from '../chat/setting.ts';
import { fill, spokenOf } from '../i18n/texts.ts';
import { loadShared, type SharedView } from './api.ts';
import { Chat, Comments, Contact, Responses, Resume } from './parts.tsx';
import { ProposalForm } from './proposal-form.tsx';

type State = SharedView | 'loading' | 'gone' | 'unreachable';

/** What somebody with a link sees of a candidate: in the language of their browser, or else in the campaign's. */
export function SharedPage({ token }: { token: string }) {
  const [state, setState] = useState<State>('loading');
  const load = () => void loadShared(token).then(setState);
  useEffect(load, [token]);
  const campaigns = typeof state === 'string' ? 'en' : state.language;
  const setting = { ...settingFor(spokenOf(navigator.languages) ?? campaigns), messageLanguage: campaigns };
  useEffect(() => {
    document.documentElement.lang = setting.language;
    if (typeof state !== 'string') document.title = `${state.name} · ${state.company}`;
  }, [state, setting.language]);
  return (
    <SettingContext.Provider value={setting}>
      {typeof state === 'string' ? <Nothing state={state} onRetry={load} /> : <Shown view={state} token={token} />}
    </SettingContext.Provider>
  );
}

function Nothing({ state, onRetry }: { state: 'loading' | 'gone' | 'unreachable'; onRetry: () => void }) {
  const { texts } = useSetting();
  if (state === 'loading')
    return (
      <main class="shared" aria-busy="true">
        <h1 class="hidden">{texts.shared.loading}</h1>
        <span class="skeleton skeleton-line" />
        <span class="skeleton skeleton-line skeleton-short" />
      </main>
    );
  return (
    <main class="whole-page">
      <h1>{texts.shared[state]}</h1>
      <p role="status">{state === 'gone' ? texts.shared.goneText : texts.shared.unreachableText}</p>
      {state === 'unreachable' && (
        <button type="button" class="button button-main" onClick={onRetry}>
          {texts.shared.retry}
        </button>
      )}
    </main>
  );
}

function Shown({ view, token }: { view: SharedView; token: string }) {
  const { texts, locale } = useSetting();
  const date = new Date(view.expiresAt).toLocaleDateString(locale, { dateStyle: 'long' });
  return (
    <main class="shared">
      <header>
        <h1 dir="auto">{view.name || texts.shared.candidate}</h1>
        <p class="quiet">{[view.campaign, view.company].filter(Boolean).join(' · ')}</p>
      </header>
      {view.mayPropose && <ProposalForm token={token} />}
      {view.contact && <Contact contact={view.contact} />}
      {view.resume && <Resume file={view.resume.file} />}
      {view.responses && <Responses responses={view.responses} />}
      {view.chat && <Chat messages={view.chat} name={view.name} />}
      {view.comments && <Comments comments={view.comments} />}
      <footer class="quiet">{fill(texts.shared.until, { date })}</footer>
    </main>
  );
}
