/** What a container of film turns out to hold; null where its first bytes don't tell. */
export type Tracks = 'audio' | 'video' | null;

const ebml = { segment: 0x18538067, tracks: 0x1654ae6b, trackEntry: 0xae, trackType: 0x83, cluster: 0x1f43b675 };
const opened = new Set([ebml.segment, ebml.tracks, ebml.trackEntry]);

/**
 * The tracks of a WebM by its list of tracks, which stands before the first cluster. Browsers record sound alone into the
 * same container as film, so the signature at the beginning does not tell them apart.
 */
export function webmTracks(head: Buffer): Tracks {
  let found: Tracks = null;
  let at = 0;
  while (at < head.length) {
    const id = variableLength(head, at, true);
    const size = id && variableLength(head, id.end, false);
    if (!id || !size || id.value === ebml.cluster) break;
    if (id.value === ebml.trackType) {
      const type = head[size.end];
      if (type === 1) return 'video';
      if (type === 2) found = 'audio';
    }
    // Walking into a parent is going on behind its header; its own size may be unknown in a live recording.
    at = opened.has(id.value) ? size.end : size.end + size.value;
  }
  return found;
}

/** A number of EBML: leading zero bits give its length, and the marking bit belongs to ids alone. */
function variableLength(bytes: Buffer, at: number, keepMarker: boolean): { value: number; end: number } | null {
  const first = bytes[at];
  if (!first) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = keepMarker ? first : first & (0xff >> length);
  for (const byte of bytes.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, end: at + length };
}

/** The tracks of an MP4 by the handlers in its `moov`, where that stands at the beginning, as in a recording. */
export function mp4Tracks(head: Buffer): Tracks {
  let found: Tracks = null;
  for (let at = head.indexOf('hdlr'); at >= 0; at = head.indexOf('hdlr', at + 4)) {
    const handler = head.toString('latin1', at + 12, at + 16);
    if (handler === 'vide') return 'video';
    if (handler === 'soun') found = 'audio';
  }
  return found;
}
