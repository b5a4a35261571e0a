/**
 * How a text travels as SMS: in which alphabet and in how many parts. Exact, so that what the editor counts is what the
 * carrier bills. Used in the browser too: nothing of Node may be imported here.
 */
export type SmsSegments = {
  encoding: 'GSM-7' | 'UCS-2';
  /** Units that the text takes: septets (an extended character such as € takes two) or UTF-16 units (an emoji takes two or more). */
  characters: number;
  /** The parts, in order; joined they are the text. Empty for an empty text. */
  segments: string[];
  /** Units that fit in one part, given the number of parts. */
  perSegment: number;
  /** Units left in the last part. */
  remaining: number;
};

// GSM 03.38: the default alphabet without its escape, and the table behind the escape.
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

const septets = new Map<string, number>([
  ...[...basic].map((character): [string, number] => [character, 1]),
  ...[...extension].map((character): [string, number] => [character, 2]),
]);

// A part of a longer message gives up room for the header that joins the parts.
const limits = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
} as const;

/** Nothing is replaced: one character outside the alphabet turns the whole text into UCS-2. */
export function smsSegments(text: string): SmsSegments {
  // By code point: the two halves of a surrogate pair stay in one part, as an escape stays with its character.
  const pieces = [...text];
  const encoding = pieces.every((piece) => septets.has(piece)) ? 'GSM-7' : 'UCS-2';
  const cost = (piece: string) => (encoding === 'GSM-7' ? (septets.get(piece) as number) : piece.length);
  const { alone, joined } = limits[encoding];
  const characters = pieces.reduce((sum, piece) => sum + cost(piece), 0);
  if (characters <= alone)
    return {
      encoding,
      characters,
      segments: text === '' ? [] : [text],
      perSegment: alone,
      remaining: alone - characters,
    };
  const { segments, used } = split(pieces, cost, joined);
  return { encoding, characters, segments, perSegment: joined, remaining: joined - used };
}

function split(pieces: string[], cost: (piece: string) => number, size: number): { segments: string[]; used: number } {
  const segments: string[] = [];
  let current = '';
  let used = 0;
  for (const piece of pieces) {
    if (used + cost(piece) > size) {
      segments.push(current);
      current = '';
      used = 0;
    }
    current += piece;
    used += cost(piece);
  }
  return { segments: [...segments, current], used };
}
