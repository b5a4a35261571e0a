import type { Config } from '#platform/config.ts';
import { sign, verify } from '#platform/crypto.ts';

type Signing = Pick<Config, 'secret'>;

/** What an id of ours names: one mail, or all that is written about one application. */
export type OurId = { companyId: number } & ({ messageId: number; retries?: number } | { applicationId: number });

/**
 * The id of a mail, or of an application's thread, for the headers Message-ID and References. It is signed: who gives it back
 * has got that mail, and nobody can make one up. The thread's id also comes back where a provider replaces Message-IDs.
 */
export function mailId({ secret }: Signing, id: OurId, domain: string): string {
  const [kind, number, retries = 0] = 'messageId' in id ? ['m', id.messageId, id.retries] : ['t', id.applicationId];
  const again = retries > 0 ? `-${retries.toString(36)}` : '';
  const payload = `${kind}.${id.companyId.toString(36)}-${number.toString(36)}${again}`;
  return `<parley.${payload}.${sign(secret, 'mail id', payload)}@${domain}>`;
}

const form = /<parley\.([mt])\.([0-9a-z]{1,11})-([0-9a-z]{1,11})(?:-([0-9a-z]{1,4}))?\.([\w-]{22})@[^<>\s]{1,255}>/g;

const mostIds = 200;

/** What looks like ids of ours in a text, for `readMailIds`. */
export function findMailIds(text: string): string {
  return (text.match(form) ?? []).slice(0, mostIds).join(' ');
}

/** Those ids in a text that we have signed, in their order. */
export function readMailIds({ secret }: Signing, text: string): OurId[] {
  return [...text.matchAll(form)].flatMap(([, kind, company = '', number = '', again, signature = '']) => {
    const payload = [`${kind}.${company}`, number, ...(again === undefined ? [] : [again])].join('-');
    if (!verify(secret, 'mail id', payload, signature)) return [];
    const companyId = parseInt(company, 36);
    const id = parseInt(number, 36);
    return [
      kind === 'm'
        ? { companyId, messageId: id, retries: parseInt(again ?? '0', 36) }
        : { companyId, applicationId: id },
    ];
  });
}
