import type { SendResult } from '../channel.ts';

/** What WeChat's error codes mean for us; HTTP says 200 whatever happened. From its page on global return codes. */
const kinds = {
  /** The token is not good any more, or not yet everywhere. */
  staleToken: [40001, 40014, 42001],
  /** The credentials, the account's rights, or our address, which WeChat must know. */
  blocked: [40013, 40125, 40164, 48001, 48004, 50002, 61024, 89503, 89506],
  slow: [45009, 45011],
  /** Its system is busy. */
  down: [-1, 45016],
  windowClosed: [45015],
  usedUp: [45047],
  /** They do not follow the account any more. */
  left: [43004],
} as const;

/** The quota of a day: to ask again soon is of no use. */
const slowMs = 60_000;
/** A subscription account, which may send no menus. */
export const noMenus = 40200;

export type WechatError = { code: number; detail: string };
type Failure = Extract<SendResult, { outcome: 'later' | 'refused' }>;

export function isStaleToken({ code }: WechatError): boolean {
  return (kinds.staleToken as readonly number[]).includes(code);
}

/** What a refusal means for the message and for the connection. Any code that is not known is about the message. */
export function judge({ code, detail }: WechatError, what: 'message' | 'token' = 'message'): Failure {
  const is = (kind: keyof typeof kinds) => (kinds[kind] as readonly number[]).includes(code);
  const told = { code: `wechat_${code}`, detail };
  // Of the credentials it says that they are wrong; of a token, that it is not good yet or not any more.
  if (is('blocked') || (is('staleToken') && what === 'token')) return { outcome: 'later', ...told, sender: 'blocked' };
  if (is('slow')) return { outcome: 'later', ...told, retryAfterMs: slowMs, sender: 'slow' };
  if (is('down') || is('staleToken')) return { outcome: 'later', ...told, sender: 'down' };
  if (is('windowClosed')) return { outcome: 'refused', ...told, code: 'window_closed' };
  if (is('usedUp')) return { outcome: 'refused', ...told, code: 'messages_used_up' };
  if (is('left')) return { outcome: 'refused', ...told, optedOut: true };
  return { outcome: 'refused', ...told };
}
