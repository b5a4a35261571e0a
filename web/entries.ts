import { existsSync, globSync } from 'node:fs';

/** The pages that Vite builds, as paths below `web/`: the recruiters' app, the portal, and each candidates' page. */
export function webEntries(webFolder: string): string[] {
  const single = ['recruiter/index.html', 'agency/index.html'].filter((path) => existsSync(`${webFolder}/${path}`));
  const candidate = globSync('candidate/*/index.html', { cwd: webFolder }).sort();
  return [...single, ...candidate];
}
