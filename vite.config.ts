import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { webEntries } from './web/entries.ts';

const web = resolve(import.meta.dirname, 'web');

/** In development the server that answers every other path with the recruiters' page is Vite's own. */
const recruiterFallback: Plugin = {
  name: 'parley-recruiter-fallback',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const wantsPage = request.method === 'GET' && request.headers.accept?.includes('text/html');
      const path = request.url?.split('?')[0] ?? '/';
      if (wantsPage && !path.startsWith('/api/') && !path.endsWith('.html')) request.url = '/recruiter/index.html';
      next();
    });
  },
};

/** Not what candidates' pages load too, which have to stay small. */
const ofRecruiters = (id: string) => !/[\\/](candidate|preact|widget|server|voice)[\\/]/.test(id);

export default defineConfig({
  root: web,
  appType: 'mpa',
  // Candidates' pages are Preact, compiled by the JSX settings of their own tsconfig.
  plugins: [react({ exclude: [/\/node_modules\//, /\/web\/candidate\//] }), recruiterFallback],
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    manifest: true,
    // An inlined asset would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: webEntries(web).map((path) => resolve(web, path)),
      output: {
        // Left alone, the recruiters' first screen asks for 120 files, most of them of some hundred bytes; so it is 19.
        codeSplitting: {
          groups: [
            { name: 'base', test: ofRecruiters, minShareCount: 9 },
            { name: 'small', test: ofRecruiters, minShareCount: 2, maxModuleSize: 1500 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:3000', '/pictures': 'http://localhost:3000' } },
});
