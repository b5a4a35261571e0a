import type { Identity } from '../arrival.ts';

/** Who somebody is: by their number where they show it, by an id for this business alone where they don't. */
export function identify(waId: string | undefined, userId: string | undefined): [Identity, ...Identity[]] | null {
  const phone: Identity | null = waId && /^\d{5,15}$/.test(waId) ? { kind: 'phone', value: phoneOf(waId) } : null;
  const user: Identity | null = userId ? { kind: 'whatsapp', value: userId } : null;
  if (phone) return user ? [phone, user] : [phone];
  return user && [user];
}

/** WhatsApp knows some numbers by how they were dialled long ago: Mexican ones with a 1, Brazilian ones without the 9. */
function phoneOf(waId: string): string {
  return `+${waId.replace(/^521(\d{10})$/, '52$1').replace(/^55(\d{2})([6-9]\d{7})$/, '55$19$2')}`;
}

/** A number as it came, with a plus; else the id. */
export function addressOf(waId: string | undefined, userId: string | undefined): string {
  return waId ? `+${waId}` : (userId ?? '');
}

/** To whom a message goes. */
export function recipientOf(address: string): { to: string } | { recipient: string } {
  return address.startsWith('+') ? { to: address.slice(1) } : { recipient: address };
}
