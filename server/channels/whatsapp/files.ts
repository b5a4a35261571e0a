import type { EgressOptions } from '#platform/egress.ts';
import type { OutgoingFile, OutgoingMessage } from '../channel.ts';

const kinds = ['image', 'video', 'audio'] as const;

/** The part of a message that is its file, once that was uploaded; the text stands beneath it. */
export function fileContentOf({ body, files: [file] }: OutgoingMessage, mediaId: string) {
  const kind = kinds.find((one) => file?.contentType.startsWith(`${one}/`)) ?? 'document';
  const caption = body === '' || kind === 'audio' ? {} : { caption: body };
  const filename = kind === 'document' ? { filename: file?.name ?? '' } : {};
  return { type: kind, [kind]: { id: mediaId, ...caption, ...filename } };
}

/** The request by which a file is uploaded. */
export async function uploadOf({ name, contentType, read }: OutgoingFile): Promise<EgressOptions> {
  // Meta knows text files without their character set alone.
  const [type = ''] = contentType.split(';');
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(await read())], { type }), name);
  const encoded = new Response(form);
  return {
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: Buffer.from(await encoded.arrayBuffer()),
    timeoutMs: 60_000,
  };
}
