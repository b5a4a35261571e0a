import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inlineSafe, sniffContent } from './sniff.ts';

/** An EBML element; without a size its length is unknown, as in a live recording. */
function element(id: string, content: Buffer, size: number | null = content.length): Buffer {
  const length = size === null ? Buffer.from('01ffffffffffffff', 'hex') : Buffer.from([0x40 | (size >> 8), size & 255]);
  return Buffer.concat([Buffer.from(id, 'hex'), length, content]);
}

function webm(types: number[]): Buffer {
  const header = element('1a45dfa3', element('4282', Buffer.from('webm')));
  const info = element('1549a966', element('2ad7b1', Buffer.from('0f4240', 'hex')));
  const entries = types.map((type) =>
    element('ae', Buffer.concat([element('d7', Buffer.of(1)), element('83', Buffer.of(type))])),
  );
  const tracks = types.length ? element('1654ae6b', Buffer.concat(entries)) : Buffer.alloc(0);
  // Bytes of a cluster may look like anything, also like a track of film.
  const cluster = element('1f43b675', Buffer.from('83400101', 'hex'), null);
  return Buffer.concat([header, element('18538067', Buffer.concat([info, tracks, cluster]), null)]);
}

function mp4(handlers: string[]): Buffer {
  const box = (name: string, content: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(content.length + 8);
    return Buffer.concat([size, Buffer.from(name), content]);
  };
  const handler = (type: string) => box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from(type), Buffer.alloc(12)]));
  return Buffer.concat([
    box('ftyp', Buffer.from('iso5\0\0\0\0iso5mp41')),
    box('moov', Buffer.concat(handlers.map((type) => box('trak', box('mdia', handler(type)))))),
  ]);
}

function ogg(codec: Buffer): Buffer {
  return Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), codec, Buffer.alloc(40)]);
}

const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(24)]);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154', 'hex');
const cfb = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

const cases: [name: string, head: Buffer, declared: string, contentType: string, kind: string][] = [
  ['a recording of sound in WebM', webm([2]), 'audio/webm;codecs=opus', 'audio/webm', 'audio'],
  ['the same without its declaration', webm([2]), '', 'audio/webm', 'audio'],
  ['film in WebM', webm([1, 2]), 'video/webm', 'video/webm', 'video'],
  ['film that is declared as sound', webm([2, 1]), 'audio/webm', 'video/webm', 'video'],
  ['WebM whose tracks are not told, declared as sound', webm([]), 'audio/webm', 'audio/webm', 'audio'],
  ['WebM whose tracks are not told', webm([]), '', 'video/webm', 'video'],
  ['a recording of sound in MP4', mp4(['soun']), 'audio/mp4', 'audio/mp4', 'audio'],
  ['film in MP4', mp4(['soun', 'vide']), 'audio/mp4', 'video/mp4', 'video'],
  ['MP4 whose tracks stand at its end', mp4([]), 'audio/mp4', 'audio/mp4', 'audio'],
  ['an Opus voice note', ogg(Buffer.from('OpusHead')), '', 'audio/ogg', 'audio'],
  ['WAV', wav, '', 'audio/wav', 'audio'],
  ['MP3 with a long tag', Buffer.from(`ID3\x03\0\0\0\0\x7f\x7f${'\0'.repeat(200)}`), '', 'audio/mpeg', 'audio'],
  ['PNG', png, 'text/html', 'image/png', 'image'],
  ['PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), '', 'application/pdf', 'pdf'],
  ['RTF', Buffer.from('{\\rtf1\\ansi Hello}'), '', 'application/rtf', 'document'],
  ['an old Word file', cfb, 'application/msword', 'application/msword', 'document'],
  ['the same container undeclared', cfb, '', 'application/octet-stream', 'unknown'],
  ['text', Buffer.from('María, 25 años\n'), '', 'text/plain; charset=utf-8', 'text'],
  [
    'text cut in the middle of a character',
    Buffer.from('a long text ñ').subarray(0, -1),
    '',
    'text/plain; charset=utf-8',
    'text',
  ],
  [
    'text in an old encoding',
    Buffer.from('Resumen de José García, con experiencia de tres años en ventas por teléfono.', 'latin1'),
    '',
    'text/plain; charset=utf-8',
    'text',
  ],
  [
    'a page',
    Buffer.from('\n<!DOCTYPE html><script>alert(1)</script>'),
    'image/png',
    'application/octet-stream',
    'unknown',
  ],
  [
    'a drawing that can run',
    Buffer.from('<svg onload="alert(1)"/>'),
    'image/svg+xml',
    'application/octet-stream',
    'unknown',
  ],
  ['XML', Buffer.from('<?xml version="1.0"?><svg/>'), 'image/png', 'application/octet-stream', 'unknown'],
  ['a Windows program', Buffer.from(`MZ${'\0'.repeat(200)}`), 'audio/wav', 'application/octet-stream', 'unknown'],
  [
    'a Linux program',
    Buffer.from(`\x7fELF${'\x02\0'.repeat(60)}`, 'latin1'),
    'audio/wav',
    'application/octet-stream',
    'unknown',
  ],
  ['a script', Buffer.from('#!/bin/sh\necho hello\n'), 'text/plain', 'application/octet-stream', 'unknown'],
  ['nothing', Buffer.alloc(0), 'audio/webm', 'application/octet-stream', 'unknown'],
  ['noise', Buffer.from('8f1a0003ff00aa55'.repeat(8), 'hex'), 'audio/webm', 'application/octet-stream', 'unknown'],
];

for (const [name, head, declared, contentType, kind] of cases) {
  test(`sniffing: ${name}`, async () => {
    assert.deepEqual(await sniffContent(head, declared), { contentType, kind });
  });
}

test('sniffing never throws on a file that breaks off', async () => {
  for (const whole of [webm([2, 1]), mp4(['soun', 'vide']), wav, png, cfb, ogg(Buffer.from('OpusHead'))])
    for (let length = 0; length < whole.length; length++) await sniffContent(whole.subarray(0, length), 'audio/webm');
});

test('nothing that could run is shown in place', () => {
  for (const type of ['audio/webm', 'video/mp4', 'image/png', 'image/jpeg', 'application/pdf'])
    assert.ok(inlineSafe(type));
  for (const type of [
    'text/html',
    'image/svg+xml',
    'text/plain',
    'application/octet-stream',
    'application/xhtml+xml',
    '',
  ])
    assert.ok(!inlineSafe(type), type);
});
