import { sign, verify } from './crypto.ts';

/** `<ids in base 36, joined by hyphens>.<22 characters of signature>`: for addresses that are signed and not stored. */
export function signIds(secret: string, purpose: string, ids: readonly number[]): string {
  const payload = ids.map((id) => id.toString(36)).join('-');
  return `${payload}.${sign(secret, purpose, payload)}`;
}

const form = /^([0-9a-z]{1,11}(?:-[0-9a-z]{1,11}){0,4})\.([A-Za-z0-9_-]{22})$/;

/** The ids again; null for what was not signed with this secret for this purpose. */
export function readSignedIds(secret: string, purpose: string, token: string): number[] | null {
  const [, payload = '', signature = ''] = form.exec(token) ?? [];
  if (payload === '' || !verify(secret, purpose, payload, signature)) return null;
  return payload.split('-').map((id) => parseInt(id, 36));
}
