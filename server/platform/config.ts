import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { randomToken } from './crypto.ts';

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const flag = z.enum(['true', 'false'], { message: 'must be true or false' }).transform((value) => value === 'true');

/** Every setting there is; `.env.example` explains them to the operator. */
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('localhost'),
  PUBLIC_URL: url('http:', 'https:').optional(),
  TRUST_PROXY: z.string().optional(),
  PARLEY_DATA: z.string().min(1).default('./data'),
  PARLEY_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  DATABASE_POOL: z.coerce.number().int().min(4).max(500).default(16),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
  SUPPORT_EMAIL: z.email('must be an e-mail address').optional(),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ENDPOINT: url('http:', 'https:').optional(),
  S3_FORCE_PATH_STYLE: flag.default(false),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  PRIVATE_HOSTS: z.string().default(''),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
});

export type BlobConfig =
  | { kind: 'disk'; directory: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      endpoint?: string;
      forcePathStyle?: boolean;
      accessKeyId?: string;
      secretAccessKey?: string;
    };

export type Config = {
  port: number;
  host: string;
  /** Where people reach the program, without a slash at the end. */
  publicUrl: string;
  /** Set where a reverse proxy stands in front; as Fastify's `trustProxy`. */
  trustProxy: string | boolean;
  dataDirectory: string;
  /** Absent: the embedded PostgreSQL in the data directory. */
  databaseUrl: string | undefined;
  databasePool: number;
  /** The key from which links are signed and credentials sealed. */
  secret: string;
  logLevel: string;
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  supportEmail: string | undefined;
  metricsToken: string | undefined;
  /** Hosts inside the operator's network that companies may name, as `host` or `host:port`, lower case. */
  privateHosts: readonly string[];
  blobs: BlobConfig;
  /**
   * Where a provider's API is played inside of this machine, by its real origin. Only a program that starts ours can say
   * so, such as a test: the environment can not.
   */
  providerOrigins: Readonly<Record<string, string>>;
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** Reads the environment alone. Throws a `ConfigError` that lists every problem at once. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is how a compose file or a shell says "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? crossChecks(parsed.data) : describe(parsed.error);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  const dataDirectory = resolve(values.PARLEY_DATA);
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    trustProxy: values.TRUST_PROXY === 'true' ? true : (values.TRUST_PROXY ?? false),
    dataDirectory,
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    secret: values.PARLEY_SECRET ?? keptSecret(dataDirectory),
    logLevel: values.LOG_LEVEL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    supportEmail: values.SUPPORT_EMAIL,
    metricsToken: values.METRICS_TOKEN,
    privateHosts: values.PRIVATE_HOSTS.toLowerCase()
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
    blobs: values.S3_BUCKET
      ? {
          kind: 's3',
          bucket: values.S3_BUCKET,
          region: values.S3_REGION,
          endpoint: values.S3_ENDPOINT,
          forcePathStyle: values.S3_FORCE_PATH_STYLE,
          accessKeyId: values.S3_ACCESS_KEY_ID,
          secretAccessKey: values.S3_SECRET_ACCESS_KEY,
        }
      : { kind: 'disk', directory: join(dataDirectory, 'blobs') },
    providerOrigins: {},
  };
}

type Environment = z.infer<typeof environment>;

function crossChecks(values: Environment): string[] {
  const problems: string[] = [];
  if (values.SMTP_URL && !values.MAIL_FROM)
    problems.push('MAIL_FROM: is needed together with SMTP_URL (the address that mails come from)');
  if (values.DATABASE_URL && !values.PARLEY_SECRET)
    problems.push(
      'PARLEY_SECRET: is needed together with DATABASE_URL, the same for every process (32 characters or more)',
    );
  if (values.S3_ACCESS_KEY_ID && !values.S3_SECRET_ACCESS_KEY)
    problems.push('S3_SECRET_ACCESS_KEY: is needed together with S3_ACCESS_KEY_ID');
  return problems;
}

function describe(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** On a single machine the secret is made once and kept beside the data, readable by its owner alone. */
function keptSecret(dataDirectory: string): string {
  const file = join(dataDirectory, 'secret');
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true });
    try {
      writeFileSync(file, randomToken(48), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
}
