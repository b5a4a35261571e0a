import type { Adapter } from '../adapter.ts';
import { fetchMedia, sendFile, sendMessage, testCredentials } from './api.ts';
import { webhookFields } from './envelope.ts';
import { fields } from './fields.ts';
import { listTemplates } from './templates.ts';
import { handshake, receive, verify } from './webhook.ts';

/** WhatsApp by Meta's Cloud API. It can not be asked for a message; each status tells our own reference instead. */
export const whatsapp: Adapter<typeof fields> = {
  kind: 'whatsapp',
  provider: 'meta',
  name: 'WhatsApp Cloud API',
  fields,
  concurrency: 20,
  rate: ({ messagesPerSecond }) => messagesPerSecond,
  account: ({ phoneNumberId }) => phoneNumberId,
  test: testCredentials,
  send: sendMessage,
  sendFiles: sendFile,
  verify,
  receive,
  listTemplates,
  acknowledgement: { contentType: 'text/plain', body: 'EVENT_RECEIVED' },
  handshake,
  webhookFields,
  fetchMedia,
};
