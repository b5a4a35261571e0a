import { parseArgs } from 'node:util';

type Options = Record<string, { type: 'string' | 'boolean'; default?: string | boolean; says: string }>;

/** The command line of a measurement. `--help` prints what it is and ends; every one has `--quick` and `--json`. */
export function readOptions<O extends Options>(name: string, about: string, options: O) {
  const all: Options = {
    ...options,
    quick: { type: 'boolean', default: false, says: 'a short run, of a minute or two' },
    json: { type: 'boolean', default: false, says: 'print the figures as JSON' },
    help: { type: 'boolean', default: false, says: 'print this' },
  };
  const { values } = parseArgs({ options: all as Record<string, { type: 'string' | 'boolean' }> });
  if (values.help) {
    const lines = Object.entries(all).map(([option, { default: preset, says }]) => {
      const sample = typeof preset === 'string' ? ` ${preset}` : '';
      return `  --${`${option}${sample}`.padEnd(22)} ${says}`;
    });
    console.log([about, '', `  node bench/${name}.ts [options]`, '', ...lines].join('\n'));
    process.exit(0);
  }
  return values as { [K in keyof O]: O[K]['type'] extends 'boolean' ? boolean : string } & {
    quick: boolean;
    json: boolean;
  };
}

/** As JSON, or for people a line each. */
export function printReport(report: object, json: boolean): void {
  if (json) console.log(JSON.stringify(report, null, 2));
  else console.log(linesOf(report).join('\n'));
}

function linesOf(report: object, indent = ''): string[] {
  return Object.entries(report).flatMap(([name, value]) =>
    value !== null && typeof value === 'object'
      ? [`${indent}${inWords(name)}`, ...linesOf(value, `${indent}  `)]
      : [`${indent}${inWords(name).padEnd(34 - indent.length)} ${value}`],
  );
}

function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Median, 95th and 99th percentile and the highest of some milliseconds. */
export function spread(milliseconds: number[]) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}
