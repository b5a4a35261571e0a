import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import {
  createJsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import qs from 'qs';
import { tooLarge } from '../blobs/guards.ts';
import type { Config } from '../config.ts';
import { RuleError } from '../errors.ts';
import type { Log } from '../log.ts';
import { words } from '../words.ts';
import { type Authenticator, guardRoutes } from './access.ts';
import { mapErrors } from './errors.ts';

/** The app that slices add their routes to; schemas are zod's, and inferred in handlers. */
export type App = FastifyInstance<
  import('node:http').Server,
  import('node:http').IncomingMessage,
  import('node:http').ServerResponse,
  Log,
  ZodTypeProvider
>;

const megabyte = 1024 * 1024;
/** Of a form that was refused, before its sender is cut off. */
const mostLeft = 32 * megabyte;

/** An HTTP server with everything that holds for every route: access, errors, limits, headers, the API description. */
export async function createServer(config: Config, log: Log, authenticate: Authenticator): Promise<App> {
  const app = fastify({
    loggerInstance: log,
    // Addresses hold tokens of candidates' links; durations by route are among the metrics.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: megabyte,
    requestTimeout: 120_000,
    // A request that arrives on an open connection while the program ends is answered like any other; the connection closes after it.
    return503OnClosing: false,
    routerOptions: {
      // Signed links carry what they give access to.
      maxParamLength: 2000,
      querystringParser: (text) => qs.parse(text, { depth: 3, parameterLimit: 200 }) as Record<string, unknown>,
    },
  }).withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  mapErrors(app as unknown as FastifyInstance);
  app.setNotFoundHandler(() => {
    throw new RuleError(404, 'not_found', words.noPage);
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Parley', version: '1', description: 'What the recruiters’ app and other programs call.' },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(fastifyHelmet, { ...securityHeaders(config) });
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody, {
    parser: (text) => qs.parse(text, { depth: 4, parameterLimit: 500 }) as Record<string, unknown>,
  });
  await app.register(fastifyMultipart, {
    limits: { fileSize: 20 * megabyte, files: 1, fields: 200, fieldSize: megabyte },
  });
  // The reader of forms knows of no limit for the whole, and would take all of what is refused in the end.
  app.addHook('preParsing', async (request) => {
    const { bodyLimit = megabyte } = request.routeOptions;
    if (bodyLimit <= megabyte || !request.isMultipart()) return;
    if (Number(request.headers['content-length']) > bodyLimit + megabyte) throw tooLarge(bodyLimit);
  });
  // What is left of a form that was refused: a client that writes all of it before it reads would wait for ever.
  app.addHook('onResponse', async (request) => {
    if (!request.isMultipart() || request.raw.readableEnded) return;
    let left = mostLeft;
    const rest = request.raw.unpipe().on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) request.raw.destroy();
    });
    rest.resume();
  });
  // No limit by default; a route that is open to the public sets its own in `config.rateLimit`.
  await app.register(fastifyRateLimit, { global: false });
  guardRoutes(app as unknown as FastifyInstance, authenticate, () => config.publicUrl);
  letConnectionsEnd(app);
  return app;
}

/** An open connection that is kept for a next request would hold up the end of the program. */
function letConnectionsEnd(app: App): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  // Of an answer that began before, the client was not told.
  app.addHook('onResponse', async (request) => {
    if (closing) request.raw.socket.end();
  });
}

function securityHeaders(config: Config) {
  const secure = config.publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library sets styles at run time; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginEmbedderPolicy: false,
  };
}
