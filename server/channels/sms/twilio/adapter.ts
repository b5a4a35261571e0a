import type { Adapter } from '../../adapter.ts';
import { fetchMedia, findMessage, sendMessage, testCredentials } from './api.ts';
import { fields } from './fields.ts';
import { receive, verify } from './webhook.ts';

/** SMS by Twilio's REST API (2010-04-01). */
export const twilio: Adapter<typeof fields> = {
  kind: 'sms',
  provider: 'twilio',
  name: 'Twilio',
  fields,
  concurrency: 10,
  rate: ({ messagesPerSecond }) => messagesPerSecond,
  account: ({ sender }) => sender,
  test: testCredentials,
  send: sendMessage,
  sendFiles: sendMessage,
  find: findMessage,
  verify,
  receive,
  acknowledgement: { contentType: 'text/xml', body: '<Response/>' },
  fetchMedia,
};
