import type { Config } from '#platform/config.ts';
import { readSignedIds, signIds } from '#platform/signed-ids.ts';

/** What a chat link stands for. `linkVersion` must still be the application's, or the link was revoked. */
export type ChatLink = { companyId: number; applicationId: number; linkVersion: number };

type Signing = Pick<Config, 'secret' | 'publicUrl'>;

/** The address at which a candidate does the interview. It is signed, not stored, and valid while `linkVersion` is the application's. */
export function chatLink(config: Signing, link: ChatLink): string {
  return `${config.publicUrl}/c/${chatToken(config, link)}`;
}

export function chatToken(config: Pick<Config, 'secret'>, link: ChatLink): string {
  return signIds(config.secret, 'chat link', [link.companyId, link.applicationId, link.linkVersion]);
}

/** Null for what we did not sign. Whether the link still holds is for the application's row to say. */
export function readChatToken(config: Pick<Config, 'secret'>, token: string): ChatLink | null {
  const [companyId, applicationId, linkVersion] = readSignedIds(config.secret, 'chat link', token) ?? [];
  if (companyId === undefined || applicationId === undefined || linkVersion === undefined) return null;
  return { companyId, applicationId, linkVersion };
}
