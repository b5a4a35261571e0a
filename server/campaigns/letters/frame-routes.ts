import { createHash } from 'node:crypto';
import type { App } from '#platform/http/server.ts';

/**
 * Shows the mail that the page around it hands over. The mail's own scripts can't run: the policy knows this one alone, what
 * is parsed in this way is never run anyway, and the frame has an origin of its own, without cookies. What would load or lead
 * elsewhere is taken out, since all that the policy could put in its place is an error.
 */
const script = `const unwanted = 'meta[http-equiv="refresh" i], base, link, script, iframe, frame, object, embed';
addEventListener('message', (event) => {
  if (event.source !== parent || typeof event.data !== 'string') return;
  const page = new DOMParser().parseFromString(event.data, 'text/html');
  for (const part of page.querySelectorAll(unwanted)) part.remove();
  document.replaceChild(document.adoptNode(page.documentElement), document.documentElement);
});
addEventListener('click', (event) => event.preventDefault(), true);
addEventListener('submit', (event) => event.preventDefault(), true);
parent.postMessage('mail-frame', '*');`;

const hash = createHash('sha256').update(script).digest('base64');
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${hash}'`,
  "style-src 'unsafe-inline'",
  'img-src https: http: data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ');

/**
 * The page in which the recruiters' app shows mails. A page of its own, since the app's policy, which a frame without an address
 * would inherit, has no room for pictures of other sites.
 */
export function mailFrameRoutes(app: App): void {
  app.get('/api/mail-frame', { config: { access: 'public' }, schema: { hide: true } }, (_request, reply) =>
    reply
      .headers({ 'content-security-policy': policy, 'cache-control': 'no-cache', 'x-frame-options': 'SAMEORIGIN' })
      .type('text/html; charset=utf-8')
      .send(`<!doctype html><meta charset="utf-8"><title>Mail</title><script>${script}</script>`),
  );
}
