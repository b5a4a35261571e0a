import { readFileSync } from 'node:fs';

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

/** Where a process spent its time, as shares of the whole of it; `(idle)` is waiting for others. */
export function hottest(file: string): Record<string, number> {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const names = new Map(
    profile.nodes.map(({ id, callFrame }) => [
      id,
      `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').slice(-2).join('/')}:${callFrame.lineNumber + 1}`,
    ]),
  );
  const spent = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const name = names.get(id) ?? '';
    spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0));
  }
  const all = [...spent.values()].reduce((sum, time) => sum + time, 0);
  const sorted = [...spent].sort((a, b) => b[1] - a[1]).slice(0, 40);
  return Object.fromEntries(sorted.map(([name, time]) => [name, Number((time / all).toFixed(4))]));
}
