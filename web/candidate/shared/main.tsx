import { render } from 'preact';
import { SharedPage } from './shared-page.tsx';

// The page lives at /s/<token>.
const token = decodeURIComponent(/^\/s\/([^/]+)/.exec(location.pathname)?.[1] ?? 'none');
render(<SharedPage token={token} />, document.getElementById('page') as HTMLElement);
