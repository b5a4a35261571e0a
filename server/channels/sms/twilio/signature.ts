import { createHmac } from 'node:crypto';

/** What Twilio's `X-Twilio-Signature` is for a form: the full address, then each parameter by name with its value. */
export function twilioSignature(authToken: string, url: string, form: Iterable<[string, string]>): string {
  const sorted = [...form].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signed = url + sorted.map(([name, value]) => name + value).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
