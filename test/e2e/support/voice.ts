import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the browsers' microphone hears, made before the tests. */
export const voiceFile = join(tmpdir(), `parley-voice-${process.getuid?.() ?? 'user'}.wav`);

/** Four seconds of a tone that swells and fades as speech does: 16 bit, mono, 16 kHz. */
export function writeVoice(): void {
  const rate = 16_000;
  const samples = new Int16Array(rate * 4);
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / rate;
    const loudness = 0.5 + 0.4 * Math.sin(2 * Math.PI * 3 * seconds);
    samples[index] = Math.round(12_000 * loudness * Math.sin(2 * Math.PI * 220 * seconds));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(voiceFile, Buffer.concat([header, Buffer.from(samples.buffer)]));
}
