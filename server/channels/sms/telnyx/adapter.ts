import type { Adapter } from '../../adapter.ts';
import { fetchMedia, sendMessage, testCredentials } from './api.ts';
import { fields } from './fields.ts';
import { receive, verify } from './webhook.ts';

/** SMS by Telnyx's API, version 2. It can't be asked for a message without its id; what it took, its webhooks tell. */
export const telnyx: Adapter<typeof fields> = {
  kind: 'sms',
  provider: 'telnyx',
  name: 'Telnyx',
  fields,
  concurrency: 10,
  rate: ({ messagesPerSecond }) => messagesPerSecond,
  account: ({ sender }) => sender,
  test: testCredentials,
  send: sendMessage,
  sendFiles: sendMessage,
  verify,
  receive,
  acknowledgement: { contentType: 'application/json', body: '{}' },
  fetchMedia,
};
