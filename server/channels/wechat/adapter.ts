import type { Adapter } from '../adapter.ts';
import { fetchMedia, readProfile, sendFile, sendMessage, testCredentials } from './api.ts';
import { fields } from './fields.ts';
import { handshake, receive, verify } from './webhook.ts';

/** WeChat takes half a million calls a day; bursts of this many a second are far from its limits of a minute. */
const messagesPerSecond = 50;

/** A WeChat Official Account. It can not be asked for a message, and tells nothing of what became of one. */
export const wechat: Adapter<typeof fields> = {
  kind: 'wechat',
  provider: 'tencent',
  name: 'WeChat Official Account',
  fields,
  concurrency: 10,
  rate: () => messagesPerSecond,
  account: ({ developerId }) => developerId,
  test: testCredentials,
  send: sendMessage,
  sendFiles: sendFile,
  verify,
  receive,
  acknowledgement: { contentType: 'text/plain', body: 'success' },
  handshake,
  fetchMedia,
  readProfile,
};
