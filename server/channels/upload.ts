import type { EgressOptions } from '#platform/egress.ts';
import type { OutgoingFile, SendResult } from './channel.ts';

const timeoutMs = 60_000;

/** The request that uploads a file as a form: its `fields`, and the file under the name that the provider reads it by. */
export async function uploadOf(
  { name, contentType, read }: OutgoingFile,
  fileField: string,
  fields: (type: string) => Record<string, string> = () => ({}),
): Promise<EgressOptions> {
  // Providers know text files without their character set alone.
  const [type = ''] = contentType.split(';');
  const form = new FormData();
  for (const [field, value] of Object.entries(fields(type))) form.set(field, value);
  form.set(fileField, new Blob([new Uint8Array(await read())], { type }), name);
  const encoded = new Response(form);
  return {
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: Buffer.from(await encoded.arrayBuffer()),
    timeoutMs,
  };
}

/** What a failed upload means for the message: nothing was sent before it, so there is no doubt and it is tried again. */
export function notSentYet(result: SendResult): SendResult {
  return result.outcome === 'unknown' ? { ...result, outcome: 'later' } : result;
}
