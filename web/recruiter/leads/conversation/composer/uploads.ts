import { maxFileBytes } from '../../../../../server/channels/files.ts';
import { unwrapUpload, upload } from '../../../../api/upload.ts';
import { keyedStore } from '../../../../ui/keyed-store.ts';
import { type DraftFile, drafts, edit } from './drafts.ts';

/** A file on its way into a draft. `share` is 0 to 1; `failure` is why it did not get there. */
export type Upload = { id: string; name: string; size: number; share: number; failure?: unknown; stop: () => void };

export const uploads = keyedStore<Upload[]>(() => []);

/** What was sent while its files were on their way: `go` is called when all are there, unless it was changed since. */
export const afterUploads = keyedStore<{ body: string; go: () => void } | null>(() => null);

/** What stands in place of an error of the server, which is not asked to take so much. */
export const tooLarge = Symbol('too large');

/** Uploads these files, one after the other, into the draft for this application. */
export function attach(applicationId: number, files: Iterable<File>): void {
  const begun = Array.from(files, (file) => ({ file, upload: begin(applicationId, file) }));
  void (async () => {
    for (const one of begun) await carry(applicationId, one.file, one.upload);
  })();
}

export function dropUpload(applicationId: number, id: string): void {
  uploads.update(applicationId, (all) => all.filter((one) => one.id !== id));
}

type Begun = { id: string; signal: AbortSignal };

function begin(applicationId: number, { name, size }: File): Begun {
  const abort = new AbortController();
  const id = crypto.randomUUID();
  const stop = () => {
    abort.abort();
    dropUpload(applicationId, id);
    afterUploads.update(applicationId, () => null);
  };
  const failure = size > maxFileBytes ? { failure: tooLarge } : {};
  uploads.update(applicationId, (all) => [...all, { id, name, size, share: 0, stop, ...failure }]);
  return { id, signal: abort.signal };
}

async function carry(applicationId: number, file: File, { id, signal }: Begun): Promise<void> {
  if (signal.aborted || file.size > maxFileBytes) return;
  const change = (patch: Partial<Upload>) =>
    uploads.update(applicationId, (all) => all.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  const form = new FormData();
  form.set('file', file);
  try {
    const options = { signal, onProgress: (share: number) => change({ share }) };
    const kept = unwrapUpload<DraftFile>(
      await upload('POST', `/api/applications/${applicationId}/files`, form, options),
    );
    edit(applicationId, { files: [...drafts.get(applicationId).files, kept] });
    dropUpload(applicationId, id);
    if (uploads.get(applicationId).length === 0) goNow(applicationId);
  } catch (error) {
    if (signal.aborted) return;
    change({ failure: error });
    // Nothing goes without the file that belongs to it.
    afterUploads.update(applicationId, () => null);
  }
}

function goNow(applicationId: number): void {
  const waiting = afterUploads.get(applicationId);
  afterUploads.update(applicationId, () => null);
  if (waiting?.body === drafts.get(applicationId).body) waiting.go();
}
