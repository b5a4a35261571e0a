import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { notFound, RuleError } from '../errors.ts';
import { forPrograms } from '../sentences.ts';
import { words } from '../words.ts';
import type { App } from './server.ts';

export const builtWeb = join(import.meta.dirname, '../../../dist/web');

/** Which page answers below which address; every other address that a browser opens is the recruiters' app. */
const pages: [prefix: string, page: string][] = [
  ['/c/', 'candidate/chat/index.html'],
  ['/s/', 'candidate/shared/index.html'],
  ['/agency/', 'agency/index.html'],
];
const recruiterPage = 'recruiter/index.html';

const notServed = /\.(html|br|gz|map)$|(^|\/)\./;

/** The built web pages and their assets, compressed at build time. `framed` says which sites may show a page in a frame. */
export async function pageRoutes(
  app: App,
  directory = builtWeb,
  framed?: (path: string, reply: FastifyReply) => Promise<void>,
): Promise<void> {
  const files = listFiles(directory);
  await app.register(fastifyStatic, { root: directory, serve: false, preCompressed: true, cacheControl: false });
  const page = { config: { access: 'public' as const }, schema: { hide: true } };

  app.get('/*', page, async (request, reply) => {
    const path = decodePath(request.url);
    if (path.startsWith('/api/')) throw new RuleError(404, 'not_found', words.noPage);
    if (files.has(path.slice(1)) && !notServed.test(path)) return sendAsset(reply, path.slice(1));
    if (!request.headers.accept?.includes('text/html')) throw notFound('file');
    const html = pages.find(([prefix]) => path.startsWith(prefix))?.[1] ?? recruiterPage;
    if (!files.has(html))
      throw new RuleError(503, 'not_built', forPrograms('The web pages are not built yet: run "npm run build".'));
    // Whoever has such an address has what it shows.
    if (html !== recruiterPage) reply.header('x-robots-tag', 'noindex, nofollow');
    await framed?.(path, reply);
    // A new release is there with the next visit; the assets that it names have names of their own.
    return reply.header('cache-control', 'no-cache').sendFile(html);
  });
}

function sendAsset(reply: FastifyReply, file: string): FastifyReply {
  const hashed = file.startsWith('assets/');
  // It is for the pages of other sites.
  if (file === 'widget.js') reply.header('cross-origin-resource-policy', 'cross-origin');
  reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
  return reply.sendFile(file);
}

function decodePath(url: string): string {
  const path = url.split('?', 1)[0] ?? '/';
  try {
    return decodeURIComponent(path);
  } catch {
    throw notFound('page');
  }
}

function listFiles(directory: string): Set<string> {
  if (!existsSync(directory)) return new Set();
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(directory.length + 1)
          .replaceAll('\\', '/'),
      ),
  );
}
