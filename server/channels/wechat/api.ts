import type { EgressOptions } from '#platform/egress.ts';
import type { Connected, Profile, Token, Verdict } from '../adapter.ts';
import type { OutgoingMessage, SendResult } from '../channel.ts';
import { lostOnTheWay, readAnswer, readObject } from '../provider-fetch.ts';
import { notSentYet, uploadOf } from '../upload.ts';
import { isStaleToken, judge, noMenus, type WechatError } from './errors.ts';
import type { WechatValues } from './fields.ts';
import { fileContentOf, kindOf } from './files.ts';
import { contentOf, plainContentOf } from './payload.ts';
import { words } from './words.ts';

const api = 'https://api.weixin.qq.com/cgi-bin';
const largestFile = 20 * 1024 * 1024;

type Wechat = Connected<WechatValues>;
type Answer = { status: number; body: Record<string, unknown>; error: WechatError | null };

export async function sendMessage(message: OutgoingMessage, wechat: Wechat): Promise<SendResult> {
  try {
    const first = await post(message, contentOf(message), wechat);
    const isPlain = first.error?.code === noMenus;
    return outcomeOf(message, isPlain ? await post(message, plainContentOf(message), wechat) : first);
  } catch (error) {
    return failed(error);
  }
}

/** One file a message. Until it is uploaded nothing is sent, so a failure before is never a doubt. */
export async function sendFile(message: OutgoingMessage, wechat: Wechat): Promise<SendResult> {
  const [file] = message.files;
  if (!file) return sendMessage(message, wechat);
  const kind = kindOf(file);
  const upload = await uploadOf(file, 'media');
  try {
    const answer = await call(wechat, '/media/upload', upload, { type: kind });
    const { media_id: id } = answer.body;
    if (typeof id !== 'string') return notSentYet(outcomeOf(message, { ...answer, error: answer.error ?? unclear }));
    return await post(message, fileContentOf(kind, id, file.name), wechat).then(
      (sent) => outcomeOf(message, sent),
      failed,
    );
  } catch (error) {
    return notSentYet(failed(error));
  }
}

function post(message: OutgoingMessage, content: object, wechat: Wechat): Promise<Answer> {
  const body = JSON.stringify({ touser: message.to, ...content });
  return call(wechat, '/message/custom/send', { method: 'POST', body });
}

function outcomeOf(message: OutgoingMessage, { status, error }: Answer): SendResult {
  // Nothing that WeChat would give us as an id of it is in its answer.
  if (!error) return { outcome: 'accepted', providerId: `parley-${message.messageId}` };
  if (error !== unclear) return judge(error);
  // A gateway answered in WeChat's place: the message may have been taken before.
  return { outcome: 'unknown', code: `wechat_http_${status}`, detail: error.detail, sender: 'down' };
}

function failed(error: unknown): SendResult {
  return error instanceof TokenRefused ? judge(error.told, 'token') : lostOnTheWay(error, 'wechat');
}

/** The one question that needs the credentials and that our address is known. */
export async function testCredentials(wechat: Wechat): Promise<Verdict> {
  try {
    await wechat.token((refused) => askForToken(wechat, refused));
    return { ok: true, detail: wechat.values.developerId };
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    const { code, detail } = error.told;
    const field = code === 40013 ? 'developerId' : code === 40125 || code === 40001 ? 'developerSecret' : null;
    return { ok: false, why: words.refused(code, detail), ...(field ? { field } : {}) };
  }
}

/** Where a file lies for three days; the token is added when it is fetched. */
export function mediaUrl(mediaId: string): string {
  return `${api}/media/get?${new URLSearchParams({ media_id: mediaId })}`;
}

/** A film is not given at once: WeChat tells where it lies. */
export async function fetchMedia(url: string, wechat: Wechat): Promise<Buffer> {
  const size = { maxBytes: largestFile, timeoutMs: 60_000 };
  const answer = await withToken(wechat, async (token) => {
    const file = await wechat.fetch(`${url}&${new URLSearchParams({ access_token: token })}`, size);
    const isJson = /json|text/.test(file.headers['content-type'] ?? '');
    const body = isJson ? readObject(file.body) : {};
    return { ...file, file: file.body, body, error: body.errcode ? readError(body) : null };
  });
  if (answer.error) throw new Error(`WeChat refused a file (${answer.error.code}).`);
  if (answer.status !== 200) throw new Error(`WeChat answered ${answer.status} for a file.`);
  if (typeof answer.body.video_url !== 'string') return answer.file;
  const film = await wechat.fetch(answer.body.video_url, size);
  if (film.status !== 200) throw new Error(`WeChat answered ${film.status} for a film.`);
  return film.body;
}

/** Many accounts are told no name any more, and some nothing at all. */
export async function readProfile(openid: string, wechat: Wechat): Promise<Profile | null> {
  try {
    const { body } = await call(wechat, '/user/info', {}, { openid });
    if (typeof body.nickname !== 'string') return null;
    const [firstName = '', ...lastName] = body.nickname.split(' ');
    return { firstName, lastName: lastName.join(' ') };
  } catch (error) {
    if (error instanceof TokenRefused) return null;
    throw error;
  }
}

function call(
  wechat: Wechat,
  path: string,
  options: EgressOptions,
  query: Record<string, string> = {},
): Promise<Answer> {
  const at = (token: string) => `${path}?${new URLSearchParams({ access_token: token, ...query })}`;
  return withToken(wechat, (token) => ask(wechat, at(token), options));
}

/** Once more with another token where this one is refused. */
async function withToken<A extends { error: WechatError | null }>(
  wechat: Wechat,
  work: (token: string) => Promise<A>,
): Promise<A> {
  const renew = (refused: string | null) => askForToken(wechat, refused);
  const token = await wechat.token(renew);
  const answer = await work(token);
  if (!answer.error || !isStaleToken(answer.error)) return answer;
  return work(await wechat.token(renew, token));
}

class TokenRefused extends Error {
  readonly told: WechatError;
  constructor(told: WechatError) {
    super(told.detail);
    this.told = told;
  }
}

/**
 * The kind of token that leaves those of the company's other programs alone, and is the same for all who ask while it is
 * good. Forced, it is another one: WeChat does that twenty times a day, so only where it insists on the one it refuses.
 */
async function askForToken(wechat: Wechat, refused: string | null): Promise<Token> {
  const token = await requestToken(wechat, false);
  return token.value === refused ? requestToken(wechat, true) : token;
}

async function requestToken(wechat: Wechat, forced: boolean): Promise<Token> {
  const { developerId: appid, developerSecret: secret } = wechat.values;
  const given = { grant_type: 'client_credential', appid, secret, force_refresh: forced };
  const { body, error } = await ask(wechat, '/stable_token', { method: 'POST', body: JSON.stringify(given) });
  const { access_token: value, expires_in: seconds } = body;
  if (typeof value === 'string' && typeof seconds === 'number') return { value, seconds };
  throw new TokenRefused(error && error !== unclear ? error : { code: -1, detail: unclear.detail });
}

const unclear: WechatError = { code: 0, detail: 'WeChat did not say what it did.' };

async function ask(wechat: Wechat, path: string, options: EgressOptions): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...options.headers };
  const { status, body } = readAnswer(await wechat.fetch(api + path, { ...options, headers, maxRedirects: 0 }));
  if (body.errcode === 0) return { status, body, error: null };
  return { status, body, error: typeof body.errcode === 'number' ? readError(body) : unclear };
}

function readError({ errcode, errmsg }: Record<string, unknown>): WechatError {
  return { code: Number(errcode), detail: String(errmsg || 'WeChat gave no reason.') };
}
