import { buildWebWhereStale } from '../../../bin/build-web.ts';
import { writeVoice } from './voice.ts';

/** Once before all: the pages are built, and the microphone has something to hear. */
export default async function globalSetup(): Promise<void> {
  writeVoice();
  await buildWebWhereStale(console.log);
}
