import { createHmac } from 'node:crypto';
import type { Connected, Profile, Verdict } from '../adapter.ts';
import { openingsRef } from '../campaign-ref.ts';
import type { OutgoingMessage, SendResult } from '../channel.ts';
import { callGraph, type GraphError } from '../meta/graph.ts';
import { lostOnTheWay } from '../provider-fetch.ts';
import { referenceOf } from '../reference.ts';
import { replyId } from '../reply-id.ts';
import { notSentYet, uploadOf } from '../upload.ts';
import { carousel } from './carousel.ts';
import { fitQuickReplies } from './choices.ts';
import { judge } from './errors.ts';
import type { MessengerValues } from './fields.ts';
import { attachmentOf, kindOf } from './files.ts';
import { words } from './words.ts';

type Messenger = Connected<MessengerValues>;

const largestFile = 25 * 1024 * 1024;
export const getStarted = 'get-started';
/** What the page is told to deliver. */
export const subscribedFields = [
  'messages',
  'messaging_postbacks',
  'messaging_referrals',
  'message_echoes',
  'message_deliveries',
  'message_reads',
];

export function sendMessage(message: OutgoingMessage, messenger: Messenger): Promise<SendResult> {
  return post(message, contentOf(message), messenger);
}

/** One file a message. Until it is uploaded nothing is sent, so a failure before is never a doubt. */
export async function sendFile(message: OutgoingMessage, messenger: Messenger): Promise<SendResult> {
  const [file] = message.files;
  if (!file) return sendMessage(message, messenger);
  const { pageId, accessToken } = messenger.values;
  const kind = kindOf(file);
  const told = JSON.stringify(attachmentOf(kind, { is_reusable: true }));
  const upload = await uploadOf(file, 'filedata', () => ({ message: told }));
  try {
    const path = `${pageId}/message_attachments`;
    const { status, body, error, retryAfterMs } = await callGraph(messenger, accessToken, path, { upload });
    const { attachment_id: id } = body;
    if (error || typeof id !== 'string') return notSentYet(judge(error ?? unclear, status, retryAfterMs));
    return await post(
      message,
      { ...attachmentOf(kind, { attachment_id: id }), metadata: referenceOf(message) },
      messenger,
    );
  } catch (error) {
    return notSentYet(lostOnTheWay(error, 'messenger'));
  }
}

async function post(message: OutgoingMessage, content: object, messenger: Messenger): Promise<SendResult> {
  const { pageId, accessToken } = messenger.values;
  const json = {
    recipient: { id: message.to },
    // Later than a day after their last message only people may answer.
    ...(message.late ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' }),
    message: content,
  };
  try {
    const { status, body, error, retryAfterMs } = await callGraph(messenger, accessToken, `${pageId}/messages`, {
      json,
    });
    if (!error && typeof body.message_id === 'string') return { outcome: 'accepted', providerId: body.message_id };
    return judge(error ?? unclear, status, retryAfterMs);
  } catch (error) {
    return lostOnTheWay(error, 'messenger');
  }
}

const unclear: GraphError = { code: null, subcode: null, transient: false, detail: 'Meta did not say what it did.' };

function contentOf(message: OutgoingMessage) {
  const { body, choices, menu } = message;
  // It comes back with the message's echo, also where the answer to this request got lost.
  const metadata = referenceOf(message);
  if (menu) return { ...carousel(menu), metadata };
  const content = { text: body, metadata };
  if (!choices || !fitQuickReplies(choices.options.map(({ label }) => label))) return content;
  const quickReplies = choices.options.map(({ id, label }) => ({
    content_type: 'text',
    title: label,
    payload: replyId(choices.questionId, id),
  }));
  return { ...content, quick_replies: quickReplies };
}

/** The button that begins, and what stands beneath the text box ever after. */
const profile = {
  get_started: { payload: getStarted },
  // A locale that Meta does not find here has the default's.
  persistent_menu: (['default', 'es_LA', 'es_ES'] as const).map((locale) => ({
    locale,
    composer_input_disabled: false,
    call_to_actions: [
      {
        type: 'postback',
        title: words.openings[locale === 'default' ? 'en' : 'es'],
        payload: openingsRef({ from: 0 }),
      },
    ],
  })),
};

/** Tries each of the credentials; at last the page is told what to deliver, and to show a button that begins. */
export async function testCredentials(messenger: Messenger): Promise<Verdict> {
  const { pageId, accessToken, appSecret } = messenger.values;
  const ask = (path: string, json?: object) =>
    callGraph(messenger, accessToken, `${pageId}${path}`, json ? { json } : {});
  const page = await ask('?fields=name,username');
  if (page.error)
    return {
      ok: false,
      field: page.error.code === 190 ? 'accessToken' : 'pageId',
      why: words.refused(page.error.detail),
    };
  const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
  if ((await ask(`?fields=id&appsecret_proof=${proof}`)).error)
    return { ok: false, field: 'appSecret', why: words.wrongSecret };
  const subscribed = await ask('/subscribed_apps', { subscribed_fields: subscribedFields });
  const { error } = subscribed.error ? subscribed : await ask('/messenger_profile', profile);
  return error
    ? { ok: false, field: 'pageId', why: words.refused(error.detail) }
    : { ok: true, detail: String(page.body.name), address: String(page.body.username ?? pageId) };
}

/** It lies open at an address that nobody guesses, for a while: the token stays here. */
export async function fetchMedia(url: string, messenger: Messenger): Promise<Buffer> {
  const { status, body } = await messenger.fetch(url, { maxBytes: largestFile, timeoutMs: 60_000 });
  if (status !== 200) throw new Error(`Meta answered ${status} for a file.`);
  return body;
}

/** Meta tells it of who has written, where the app may ask. */
export async function readProfile(psid: string, messenger: Messenger): Promise<Profile | null> {
  const path = `${encodeURIComponent(psid)}?fields=first_name,last_name`;
  const { body, error } = await callGraph(messenger, messenger.values.accessToken, path);
  if (error) return null;
  return { firstName: String(body.first_name ?? ''), lastName: String(body.last_name ?? '') };
}
