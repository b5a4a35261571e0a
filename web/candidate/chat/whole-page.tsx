import { Icon } from './icon.tsx';
import { useSetting } from './setting.ts';

/** A link that was never good or was replaced, and what to do then. */
export function GonePage() {
  const { texts } = useSetting();
  return (
    <main class="whole-page">
      <span class="whole-page-sign">
        <Icon name="alert" size={28} />
      </span>
      <h1>{texts.gone.title}</h1>
      <p>{texts.gone.text}</p>
      <ol>
        <li>{texts.gone.first}</li>
        <li>{texts.gone.second}</li>
        <li>{texts.gone.third}</li>
      </ol>
    </main>
  );
}

/** No answer at the first visit; the page goes on trying. */
export function UnreachablePage({ onRetry }: { onRetry: () => void }) {
  const { texts } = useSetting();
  return (
    <main class="whole-page">
      <span class="whole-page-sign">
        <Icon name="again" size={28} />
      </span>
      <h1>{texts.unreachable.title}</h1>
      <p role="status">{texts.unreachable.text}</p>
      <button type="button" class="button button-main" onClick={onRetry}>
        {texts.unreachable.retry}
      </button>
    </main>
  );
}

/** The shape of what is coming. */
export function LoadingPage() {
  const { texts } = useSetting();
  return (
    <main class="chat" aria-busy="true">
      <h1 class="hidden">{texts.loading}</h1>
      <div class="header" aria-hidden="true">
        <div class="header-who">
          <span class="avatar avatar-company skeleton" />
          <div class="header-names">
            <span class="skeleton skeleton-line" />
            <span class="skeleton skeleton-line skeleton-short" />
          </div>
        </div>
      </div>
      <div class="messages" aria-hidden="true">
        <div class="messages-inner">
          <span class="skeleton skeleton-bubble" />
          <span class="skeleton skeleton-bubble skeleton-short" />
        </div>
      </div>
    </main>
  );
}
