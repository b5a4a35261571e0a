#!/usr/bin/env node
// Plain JavaScript that an old Node can read as well: it finds a Node that can run the rest, or says what is missing.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const recent = major > 22 || (major === 22 && minor >= 18);

if (recent) {
  import('./parley.ts');
} else {
  const node = findNode();
  if (node) runWith(node);
  else {
    console.error(
      `Parley needs Node.js 22.18 or newer; this is ${process.versions.node}. ` +
        'Install a newer one from https://nodejs.org, then run "npm install" again.',
    );
    process.exitCode = 1;
  }
}

/** The Node that npm installed together with Parley, where there is one for this platform. */
function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    return createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/bin/${file}`);
  } catch {
    return null;
  }
}

function runWith(node) {
  const script = new URL('./parley.js', import.meta.url);
  const path = decodeURIComponent(process.platform === 'win32' ? script.pathname.slice(1) : script.pathname);
  // The channel is for its end alone: the child notices when this process is killed hard, and ends as well.
  const child = spawn(node, [path, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Parley could not be started with ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
}
