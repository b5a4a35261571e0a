import type { FastifyReply } from 'fastify';
import { RuleError } from '../errors.ts';
import { words } from '../words.ts';
import type { App } from './server.ts';

/** In one process: at once, and how many more wait for their turn. */
type Limits = { atOnce: number; waiting: number };
const ofUser: Limits = { atOnce: 4, waiting: 60 };
const waitingOfCompany = 1000;
const retryAfterSeconds = 2;

type Line = { running: number; waiting: Set<() => void> };
type Lines = Map<string | number, Line>;

/**
 * What looks through many rows, one user asks a few times at once, and a company some more; the rest waits in line, so that
 * many tabs, a program, or many colleagues do not take the connections of all others. Beyond the line the answer is 429
 * `too_many_at_once`; who goes away leaves it. A turn lasts as long as the work does: whoever hangs up does not get another by
 * that. To be called before the routes, all of them signed-in users', are declared. Of the `connections` that the process has,
 * one company takes at most six in ten.
 */
export function takeTurns(app: App, urls: string[], connections: number): void {
  const ofCompany: Limits = {
    atOnce: Math.max(ofUser.atOnce, Math.floor(connections * 0.6)),
    waiting: waitingOfCompany,
  };
  const lines: Lines = new Map();
  const done = new WeakSet<object>();
  app.addHook('onRoute', (route) => {
    const { handler } = route;
    // The route for HEAD is made of the one for GET.
    if (!urls.includes(route.url) || route.method === 'POST' || done.has(handler)) return;
    route.handler = async function (request, reply) {
      const { userId, companyId } = request.session;
      return inTurn(lines, userId, ofUser, reply, () =>
        inTurn(lines, companyId, ofCompany, reply, async () => handler.call(this, request, reply)),
      );
    };
    done.add(route.handler);
  });
}

async function inTurn<T>(
  lines: Lines,
  whose: string | number,
  limits: Limits,
  reply: FastifyReply,
  work: () => Promise<T>,
): Promise<T> {
  const line = lines.get(whose) ?? { running: 0, waiting: new Set() };
  lines.set(whose, line);
  await turnIn(line, limits, reply);
  try {
    return await work();
  } finally {
    const [next] = line.waiting;
    if (next) next();
    else line.running -= 1;
    if (line.running === 0) lines.delete(whose);
  }
}

/** Who is called from the line has the turn of the one that ended. */
async function turnIn(line: Line, { atOnce, waiting }: Limits, { raw }: FastifyReply): Promise<void> {
  if (line.running < atOnce) {
    line.running += 1;
    return;
  }
  if (line.waiting.size >= waiting) throw tooMany();
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
