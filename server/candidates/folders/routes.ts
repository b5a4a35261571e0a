import { z } from 'zod';
import { afterCommit, type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { App } from '#platform/http/server.ts';
import type { Services } from '#platform/services.ts';
import { changeFolder, createFolder, deleteFolder, orderFolders, readFolders } from './folders.ts';
import { changedFolder, folder, folderOrder, folderParams, newFolder } from './schema.ts';

/** The company's folders, of which owners make their own. */
export function folderRoutes(app: App, { db, hints }: Pick<Services, 'db' | 'hints'>): void {
  const describe = <A extends 'owner' | 'manager', S extends object>(access: A, summary: string, schema: S) => ({
    config: { access },
    schema: { tags: ['candidates'], summary, ...schema },
  });
  const changing = <T>({ companyId }: Session, work: (trx: Trx) => Promise<T>) =>
    withCompany(db, companyId, async (trx) => {
      afterCommit(trx, () => hints.publish({ companyId, topic: 'folders' }));
      return work(trx);
    });

  app.get(
    '/api/folders',
    describe('manager', 'The folders, in their order', { response: { 200: z.array(folder) } }),
    ({ session }) => withCompany(db, session.companyId, (trx) => readFolders(trx, session)),
  );

  app.post(
    '/api/folders',
    describe('owner', 'Make a folder', { body: newFolder, response: { 201: z.object({ key: z.string() }) } }),
    async ({ session, body }, reply) =>
      reply.code(201).send({ key: await changing(session, (trx) => createFolder(trx, session, body)) }),
  );

  app.put(
    '/api/folder-order',
    describe('owner', 'Put one’s own folders into another order', { body: folderOrder, response: { 204: z.null() } }),
    async ({ session, body }, reply) => {
      await changing(session, (trx) => orderFolders(trx, session, body.keys));
      return reply.code(204).send(null);
    },
  );

  app.patch(
    '/api/folders/:folderKey',
    describe('owner', 'Change a folder of one’s own', {
      params: folderParams,
      body: changedFolder,
      response: { 204: z.null() },
    }),
    async ({ session, params, body }, reply) => {
      await changing(session, (trx) => changeFolder(trx, session, params.folderKey, body));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/api/folders/:folderKey',
    describe('owner', 'Delete a folder of one’s own that holds nobody', {
      params: folderParams,
      response: { 204: z.null() },
    }),
    async ({ session, params }, reply) => {
      await changing(session, (trx) => deleteFolder(trx, session, params.folderKey));
      return reply.code(204).send(null);
    },
  );
}
