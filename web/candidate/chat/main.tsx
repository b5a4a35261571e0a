import { render } from 'preact';
import { ChatPage } from './chat-page.tsx';
import { createConversation } from './conversation.ts';
import { followViewport } from './viewport.ts';

// The page lives at /c/<token>.
const token = decodeURIComponent(/^\/c\/([^/]+)/.exec(location.pathname)?.[1] ?? 'none');
followViewport();
render(<ChatPage conversation={createConversation(token)} />, document.getElementById('page') as HTMLElement);
