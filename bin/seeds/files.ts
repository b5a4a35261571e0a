import type { Random } from './random.ts';

const rate = 8000;

/**
 * Sound in the rhythm of speech, as a WAV file of 8 kHz and 8 bits: syllables of changing height with pauses between the
 * sentences, so that there is something to skip.
 */
export function spokenWav(random: Random, seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * rate, 128);
  for (let at = Math.floor(rate / 4); at < samples.length - rate / 2; ) {
    const sentence = 5 + random.below(7);
    for (let syllable = 0; syllable < sentence && at < samples.length - rate / 2; syllable++) {
      const length = Math.floor(rate * (0.1 + random.next() * 0.12));
      const height = 110 + random.below(90);
      for (let step = 0; step < length; step++) samples[at + step] = 128 + loudness(step, length) * voice(step, height);
      at += length + Math.floor(rate * 0.03);
    }
    at += Math.floor(rate * (0.6 + random.next() * 1.2));
  }
  return Buffer.concat([wavHead(samples.length), samples]);
}

/** A tone with its first overtones. */
function voice(step: number, height: number): number {
  const turn = (2 * Math.PI * height * step) / rate;
  return Math.sin(turn) * 0.6 + Math.sin(2 * turn) * 0.3 + Math.sin(5 * turn) * 0.1;
}

function loudness(step: number, length: number): number {
  return 70 * Math.sin((Math.PI * step) / length);
}

function wavHead(bytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(bytes, 40);
  return head;
}

/** Whether the fonts that every reader of PDF has of its own can write this. */
export function isLatin(text: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text);
}

/** A page of A4 with a heading and paragraphs of one line each, as a PDF file. */
export function linesPdf(heading: string, lines: string[]): Buffer {
  const shown = [
    `BT /F1 20 Tf 60 770 Td ${quoted(heading)} Tj ET`,
    ...lines.map((line, index) => `BT /F2 11 Tf 60 ${735 - index * 20} Td ${quoted(line)} Tj ET`),
  ].join('\n');
  const font = (name: string) => `<</Type/Font/Subtype/Type1/BaseFont/${name}/Encoding/WinAnsiEncoding>>`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>',
    `<</Length ${shown.length}>>stream\n${shown}\nendstream`,
    font('Helvetica-Bold'),
    font('Helvetica'),
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + end, 'latin1');
}

function quoted(text: string): string {
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}
