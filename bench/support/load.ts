/**
 * The load generator, a process of its own: `node load.ts <json>`. Each connection is a keep-alive socket that sends one
 * request, waits for its answer and sends the next; nothing is pipelined. Raw sockets, so that it takes little of the
 * processor that the server needs as well. Prints what it counted as JSON.
 */
import { connect } from 'node:net';
import { randomPerson } from './people.ts';

export type LoadPlan = {
  host: string;
  port: number;
  path: string;
  /** Goes into every body beside `campaign_invitation`. */
  credentials: { api_key: string; api_secret: string };
  connections: number;
  seconds: number;
  /** People of different plans never meet. */
  seed: number;
};

export type LoadReport = {
  seconds: number;
  statuses: Record<string, number>;
  p50: number;
  p95: number;
  p99: number;
  max: number;
};

if (import.meta.main) console.log(JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}') as LoadPlan)));

async function load(plan: LoadPlan): Promise<LoadReport> {
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const until = began + plan.seconds * 1000;
  const one = () =>
    converse(
      plan,
      until,
      () => request(plan, next++),
      (status, ms) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        times.push(ms);
      },
    );
  await Promise.all(Array.from({ length: plan.connections }, one));
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
  return { seconds, statuses, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function request(plan: LoadPlan, index: number): Buffer {
  const body = JSON.stringify({ ...plan.credentials, campaign_invitation: randomPerson(plan.seed, index) });
  const head = `POST ${plan.path} HTTP/1.1\r\nhost: ${plan.host}:${plan.port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

function converse(
  plan: LoadPlan,
  until: number,
  make: () => Buffer,
  done: (status: string, ms: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: plan.host, port: plan.port, noDelay: true });
    let answer = '';
    let sent = 0;
    const send = () => {
      if (performance.now() >= until) return void socket.end(resolve);
      sent = performance.now();
      socket.write(make());
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: string) => {
      answer += chunk;
      const headEnd = answer.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (answer.length < headEnd + 4 + length) return;
      done(answer.slice(9, 12), performance.now() - sent);
      answer = '';
      send();
    });
  });
}
