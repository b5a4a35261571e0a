import { accountRoutes } from './accounts/account-routes.ts';
import { apiKeyRoutes } from './accounts/api-key-routes.ts';
import { authRoutes } from './accounts/auth-routes.ts';
import { companyRoutes } from './accounts/company-routes.ts';
import { photoRoutes } from './accounts/photo-routes.ts';
import { sessionRoutes } from './accounts/session-routes.ts';
import { sessionAuthenticator } from './accounts/sessions.ts';
import { setupRoutes } from './accounts/setup-routes.ts';
import { teamRoutes } from './accounts/team-routes.ts';
import { analyticsRoutes } from './analytics/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { eventTemplateRoutes } from './campaigns/event-template-routes.ts';
import { mailFrameRoutes } from './campaigns/letters/frame-routes.ts';
import { pictureRoutes } from './campaigns/letters/picture-routes.ts';
import { savedLetterRoutes } from './campaigns/letters/saved-routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { applicationRoutes } from './candidates/application-routes.ts';
import { assignmentRoutes } from './candidates/assignment/routes.ts';
import { viewerRoutes } from './candidates/assignment/viewer-routes.ts';
import { attributeRoutes } from './candidates/attributes/routes.ts';
import { bulkRoutes } from './candidates/bulk/routes.ts';
import { erasureRoutes } from './candidates/erasure/routes.ts';
import { findingRoutes } from './candidates/finding/routes.ts';
import { folderRoutes } from './candidates/folders/routes.ts';
import { labelRoutes } from './candidates/label-routes.ts';
import { mergeRoutes } from './candidates/merge/routes.ts';
import { candidatePhotoRoutes } from './candidates/photo-routes.ts';
import { moveReasonRoutes } from './candidates/reasons/routes.ts';
import { candidateRoutes } from './candidates/routes.ts';
import { savedViewRoutes } from './candidates/views/routes.ts';
import { unsubscribeRoutes } from './channels/email/unsubscribe-routes.ts';
import { mailWebhookRoutes } from './channels/email/webhook-routes.ts';
import { channelRoutes } from './channels/routes.ts';
import { sandboxRoutes } from './channels/sandbox/routes.ts';
import { templateRoutes } from './channels/templates/routes.ts';
import { webhookRoutes } from './channels/webhook-routes.ts';
import { bounceRoutes } from './conversations/bounce-routes.ts';
import { fileRoutes } from './conversations/file-routes.ts';
import { originalRoutes } from './conversations/original-routes.ts';
import { quickReplyRoutes } from './conversations/quick-replies/routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import { sendingRoutes } from './conversations/sending/routes.ts';
import { templateMessageRoutes } from './conversations/template-routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { chatRoutes } from './interviews/chat-routes.ts';
import { openingRoutes } from './openings/routes.ts';
import { framesOf } from './openings/widget/frames.ts';
import { blobRoutes } from './platform/blobs/download.ts';
import { withStatementLimit } from './platform/db.ts';
import type { Authenticator } from './platform/http/access.ts';
import { healthRoutes } from './platform/http/health.ts';
import { builtWeb, pageRoutes } from './platform/http/pages.ts';
import { type App, createServer } from './platform/http/server.ts';
import { eventRoutes } from './platform/http/sse.ts';
import { takeTurns } from './platform/http/turns.ts';
import type { Services } from './platform/services.ts';
import { guestRoutes } from './sharing/guest-routes.ts';
import { shareRoutes } from './sharing/routes.ts';
import { byHandRoutes } from './sourcing/by-hand/routes.ts';
import { importRoutes } from './sourcing/imports/routes.ts';
import { publicApiRoutes } from './sourcing/public-api/routes.ts';
import { resumeRoutes } from './sourcing/resume-routes.ts';

export type AppOptions = {
  /** Who is signed in; what `accounts` says unless a test says otherwise. */
  authenticate?: Authenticator;
  /** True once the program was told to end. */
  draining?: () => boolean;
};

/** A statement of a request that is not done by then holds a connection for an answer that few still wait for. */
const requestStatementMs = 15_000;

const looksThroughMany = ['/api/applications', '/api/folder-counts', '/api/filter-suggestions'];

/** The whole HTTP side. Every slice is named here; nothing is found by itself. */
export async function buildApp(given: Services, options: AppOptions = {}): Promise<App> {
  const services = { ...given, db: withStatementLimit(given.db, requestStatementMs) };
  const { config, log, hints } = services;
  const authenticate = options.authenticate ?? sessionAuthenticator(services.db, config);
  const app = await createServer(config, log, authenticate);

  takeTurns(app, looksThroughMany, config.databasePool);
  healthRoutes(app, services, options.draining ?? (() => false));
  eventRoutes(app, hints, authenticate);
  blobRoutes(app, services);

  // The slices, one line each.
  authRoutes(app, services);
  setupRoutes(app, services);
  sessionRoutes(app, services);
  accountRoutes(app, services);
  photoRoutes(app, services);
  companyRoutes(app, services);
  teamRoutes(app, services);
  apiKeyRoutes(app, services);
  campaignRoutes(app, services);
  savedLetterRoutes(app, services);
  pictureRoutes(app, services);
  mailFrameRoutes(app);
  openingRoutes(app, services);
  eventTemplateRoutes(app, services);
  findingRoutes(app, services);
  candidateRoutes(app, services);
  labelRoutes(app, services);
  folderRoutes(app, services);
  moveReasonRoutes(app, services);
  attributeRoutes(app, services);
  savedViewRoutes(app, services);
  assignmentRoutes(app, services);
  viewerRoutes(app, services);
  bulkRoutes(app, services);
  applicationRoutes(app, services);
  candidatePhotoRoutes(app, services);
  mergeRoutes(app, services);
  erasureRoutes(app, services);
  conversationRoutes(app, services);
  bounceRoutes(app, services);
  templateMessageRoutes(app, services);
  fileRoutes(app, services);
  quickReplyRoutes(app, services);
  originalRoutes(app, services);
  sendingRoutes(app, services);
  chatRoutes(app, services);
  sandboxRoutes(app, services);
  unsubscribeRoutes(app, services);
  channelRoutes(app, services);
  templateRoutes(app, services);
  await webhookRoutes(app, services);
  await mailWebhookRoutes(app, services);
  analyticsRoutes(app, services);
  exportRoutes(app, services);
  auditRoutes(app, services);
  shareRoutes(app, services);
  guestRoutes(app, services);
  publicApiRoutes(app, services);
  byHandRoutes(app, services);
  importRoutes(app, services);
  resumeRoutes(app, services);

  await pageRoutes(app, builtWeb, framesOf(services));
  return app;
}
