import type { Config } from '#platform/config.ts';
import { sign, verify } from '#platform/crypto.ts';

/** What a chat link stands for. `linkVersion` must still be the application's, or the link was revoked. */
export type ChatLink = { companyId: number; applicationId: number; linkVersion: number };

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** The address at which a candidate does the interview. It is signed, not stored, and valid while `linkVersion` is the application's. */
export function chatLink(config: Signing, link: ChatLink): string {
  return `${config.publicUrl}/c/${chatToken(config, link)}`;
}

/** `<ids in base 36>.<22 characters of signature>`. */
export function chatToken(config: Pick<Config, 'secret'>, link: ChatLink): string {
  const payload = [link.companyId, link.applicationId, link.linkVersion].map((id) => id.toString(36)).join('-');
  return `${payload}.${sign(config.secret, 'chat link', payload)}`;
}

const form = /^([0-9a-z]{1,11})-([0-9a-z]{1,11})-([0-9a-z]{1,4})\.([A-Za-z0-9_-]{22})$/;

/** Null for what we did not sign. Whether the link still holds is for the application's row to say. */
export function readChatToken(config: Pick<Config, 'secret'>, token: string): ChatLink | null {
  const parts = form.exec(token);
  if (!parts) return null;
  const [, company = '', application = '', version = '', signature = ''] = parts;
  if (!verify(config.secret, 'chat link', `${company}-${application}-${version}`, signature)) return null;
  const link = {
    companyId: parseInt(company, 36),
    applicationId: parseInt(application, 36),
    linkVersion: parseInt(version, 36),
  };
  return Object.values(link).every(Number.isSafeInteger) ? link : null;
}
