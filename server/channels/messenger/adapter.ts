import type { Adapter } from '../adapter.ts';
import { fetchMedia, readProfile, sendFile, sendMessage, subscribedFields, testCredentials } from './api.ts';
import { fields } from './fields.ts';
import { handshake, receive, verify } from './webhook.ts';

/** Meta takes 300 a second from a page. */
const messagesPerSecond = 250;

/** Facebook Messenger, for a page. It is not asked for a message; its echo tells our own reference instead. */
export const messenger: Adapter<typeof fields> = {
  kind: 'messenger',
  provider: 'meta',
  name: 'Facebook Messenger',
  fields,
  concurrency: 20,
  rate: () => messagesPerSecond,
  account: ({ pageId }) => pageId,
  test: testCredentials,
  send: sendMessage,
  sendFiles: sendFile,
  verify,
  receive,
  acknowledgement: { contentType: 'text/plain', body: 'EVENT_RECEIVED' },
  handshake,
  webhookFields: subscribedFields,
  fetchMedia,
  readProfile,
};
