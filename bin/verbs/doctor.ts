import type { Command } from 'commander';
import { type Config, loadConfig } from '#platform/config.ts';
import { connectDatabase } from '#platform/db.ts';
import { examine, examineDatabase, examineMachine, examineQueues, type Finding } from '#platform/doctor.ts';
import { createLog } from '#platform/log.ts';
import { openDatabase } from '#platform/postgres/open.ts';
import { closeServices, openServices } from '#platform/services.ts';
import { type Output, runVerb, table } from './run.ts';

export function doctor(program: Command): void {
  program
    .command('doctor')
    .description('look whether everything is as it should be; exit code 1 where it is not')
    .option('--json', 'print the findings as JSON')
    .action((output: Output) => runVerb(output, diagnose, present));
}

type Diagnosis = { healthy: boolean; findings: Finding[] };

async function diagnose(): Promise<Diagnosis> {
  const configuration = await examine('configuration', () => {
    loadConfig(process.env);
    return 'valid';
  });
  const findings = configuration.ok ? [configuration, ...(await examineAll(loadConfig(process.env)))] : [configuration];
  const healthy = findings.every((finding) => finding.ok);
  if (!healthy) process.exitCode = 1;
  return { healthy, findings };
}

async function examineAll(config: Config): Promise<Finding[]> {
  const findings = await examineMachine(config);
  const opening = await examine('database', async () => {
    const database = await openDatabase(config);
    try {
      findings.push(...(await examineOpen(config, database.url)));
    } finally {
      if (!database.adopted) await database.close();
    }
    return '';
  });
  return opening.ok ? findings : [...findings, opening];
}

/** The queues are looked at only in a database that is up to date: the doctor changes nothing. */
async function examineOpen(config: Config, url: string): Promise<Finding[]> {
  const db = connectDatabase(url, { max: 2 });
  const findings = await examineDatabase({ db }).finally(() => db.close());
  if (!findings.every((finding) => finding.ok)) return findings;
  const services = await openServices(config, url, createLog('silent'), false);
  try {
    return [...findings, ...(await examineQueues(services))];
  } finally {
    await closeServices(services);
  }
}

function present({ findings }: Diagnosis): string {
  return table(findings.map(({ check, ok, detail }) => [ok ? 'ok' : 'WRONG', check, detail]));
}
