import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkKey, limited } from './guards.ts';
import type { BlobStore } from './store.ts';

/** Files below a directory; the content type in a small one beside each. A file is whole or not there. */
export function diskStore(directory: string): BlobStore {
  const path = (key: string) => {
    const [company, name] = checkKey(key).split('/') as [string, string];
    return join(directory, company, name.slice(0, 2), name);
  };

  return {
    async put(key, body, { contentType, maxBytes }) {
      const file = path(key);
      await mkdir(dirname(file), { recursive: true });
      const part = `${file}.part`;
      try {
        const source = Buffer.isBuffer(body) ? Readable.from([body]) : body;
        await pipeline(limited(source, maxBytes), createWriteStream(part, { mode: 0o600, flush: true }));
        const { size } = await stat(part);
        const info = await open(`${file}.type`, 'w', 0o600);
        await info.writeFile(contentType);
        await info.sync();
        await info.close();
        await rename(part, file);
        await settle(dirname(file));
        return size;
      } finally {
        await rm(part, { force: true });
      }
    },

    async get(key, range) {
      const info = await this.head(key);
      return info && { ...info, stream: createReadStream(path(key), range) };
    },

    async head(key) {
      const file = path(key);
      const stats: Stats | null = await stat(file).catch(absent);
      if (!stats) return null;
      return { size: stats.size, contentType: await readFile(`${file}.type`, 'utf8') };
    },

    async delete(key) {
      // The last one is there where the program was killed during the upload.
      for (const ending of ['', '.type', '.part']) await rm(path(key) + ending, { force: true });
    },
  };
}

/** A new name survives a power cut only once its folder is written too; Windows has no such thing. */
async function settle(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
