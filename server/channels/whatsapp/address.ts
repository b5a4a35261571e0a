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

/** The same address in all forms in which WhatsApp may know it, with a plus where it is a number: who opts out, does so in each. */
export function formsOf(address: string): string[] {
  const [, mexican] = /^\+521?(\d{10})$/.exec(address) ?? [];
  if (mexican) return [`+52${mexican}`, `+521${mexican}`];
  const [, area, mobile] = /^\+55(\d{2})9?([6-9]\d{7})$/.exec(address) ?? [];
  return area ? [`+55${area}9${mobile}`, `+55${area}${mobile}`] : [address];
}

/** A number as it came, with a plus; else the id. */
export function addressOf(waId: string | undefined, userId: string | undefined): string {
  return waId ? `+${waId}` : (userId ?? '');
}

/** To whom a message goes. */
export function recipientOf(address: string): { to: string } | { recipient: string } {
  return address.startsWith('+') ? { to: address.slice(1) } : { recipient: address };
}
