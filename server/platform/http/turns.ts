import type { FastifyReply } from 'fastify';
import { RuleError } from '../errors.ts';
import { words } from '../words.ts';
import type { App } from './server.ts';

/** Of one user in one process: at once, and how many more wait for their turn. */
const mostAtOnce = 4;
const mostWaiting = 60;
const retryAfterSeconds = 2;

type Line = { running: number; waiting: Set<() => void> };

/**
 * What looks through many rows, one user asks a few times at once; more of it waits in line, so that many tabs, or a
 * program, do not take the connections of all others. Beyond the line the answer is 429 `too_many_at_once`; who goes away
 * leaves it. A turn lasts as long as the work does: whoever hangs up does not get another by that. To be called before the
 * routes, all of them signed-in users', are declared.
 */
export function takeTurns(app: App, urls: string[]): void {
  const lines = new Map<string, Line>();
  const done = new WeakSet<object>();
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    // The route for HEAD is made of the one for GET.
    if (!urls.includes(route.url) || route.method === 'POST' || done.has(handler)) return;
    route.handler = async function (request, reply) {
      const { userId } = request.session;
      const line = lines.get(userId) ?? { running: 0, waiting: new Set() };
      lines.set(userId, line);
      await turnIn(line, reply);
      try {
        return await handler.call(this, request, reply);
      } finally {
        const [next] = line.waiting;
        if (next) next();
        else line.running -= 1;
        if (line.running === 0) lines.delete(userId);
      }
    };
    done.add(route.handler);
  });
}

/** Who is called from the line has the turn of the one that ended. */
async function turnIn(line: Line, { raw }: FastifyReply): Promise<void> {
  if (line.running < mostAtOnce) {
    line.running += 1;
    return;
  }
  if (line.waiting.size >= mostWaiting) throw tooMany();
  await new Promise<void>((go, drop) => {
    const leave = () => {
      line.waiting.delete(begin);
      raw.off('close', hungUp);
    };
    const begin = () => (leave(), go());
    // Nobody reads this answer.
    const hungUp = () => (leave(), drop(tooMany()));
    line.waiting.add(begin);
    raw.on('close', hungUp);
  });
}

function tooMany(): RuleError {
  return new RuleError(429, 'too_many_at_once', words.tooManyRequests, undefined, retryAfterSeconds);
}
