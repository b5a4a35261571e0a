import type { TestApp } from './app.ts';
import { as, type Hiring } from './applicants.ts';

/** A PNG of one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');

export type Upload = { name: string; contentType: string; body: Buffer };

export const picture: Upload = { name: 'harbour.png', contentType: 'image/png', body: pixel };
export const contract: Upload = { name: 'contract.pdf', contentType: 'application/pdf', body: pdf };

/** A form with this one file, as a request's headers and body. */
export async function formOf({ name, contentType, body }: Upload, field = 'file') {
  const form = new FormData();
  form.set(field, new File([new Uint8Array(body)], name, { type: contentType }));
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type') ?? '';
  return { headers: { 'content-type': type }, payload: Buffer.from(await encoded.arrayBuffer()) };
}

/** Uploads a file as the composer does; the answer of the API. */
export async function uploadFile(
  { app }: TestApp,
  hiring: Hiring,
  { applicationId }: { applicationId: number },
  file: Upload,
  role: 'owner' | 'manager' = 'manager',
) {
  const { headers, payload } = await formOf(file);
  const url = `/api/applications/${applicationId}/files`;
  return app.inject({ method: 'POST', url, headers: { ...as(role, hiring), ...headers }, payload });
}

/** A recruiter sends these by this channel, as the composer does; throws where they are refused. */
export async function sendFiles(
  program: TestApp,
  hiring: Hiring,
  person: { applicationId: number },
  { channel, body = '', subject }: { channel: string; body?: string; subject?: string },
  uploads: Upload[],
): Promise<void> {
  const files: string[] = [];
  for (const one of uploads) files.push((await uploadFile(program, hiring, person, one)).json().file);
  const answer = await program.app.inject({
    method: 'POST',
    url: `/api/applications/${person.applicationId}/messages`,
    headers: as('manager', hiring),
    payload: { channel, body, files, clientKey: crypto.randomUUID(), ...(subject && { subject }) },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}
