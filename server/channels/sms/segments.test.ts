import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smsSegments } from './segments.ts';

const cases: [name: string, text: string, encoding: string, characters: number, parts: number[], remaining: number][] =
  [
    ['nothing', '', 'GSM-7', 0, [], 160],
    ['one letter', 'a', 'GSM-7', 1, [1], 159],
    ['exactly one part', 'a'.repeat(160), 'GSM-7', 160, [160], 0],
    ['one over', 'a'.repeat(161), 'GSM-7', 161, [153, 8], 145],
    ['two full parts', 'a'.repeat(306), 'GSM-7', 306, [153, 153], 0],
    ['three parts', 'a'.repeat(307), 'GSM-7', 307, [153, 153, 1], 152],
    ['an extended character costs two', '€', 'GSM-7', 2, [1], 158],
    ['extended characters fill a part twice as fast', '^{}\\[~]|€\f'.repeat(8), 'GSM-7', 160, [80], 0],
    ['an extended character is not torn', `${'a'.repeat(152)}€${'b'.repeat(10)}`, 'GSM-7', 164, [152, 11], 141],
    ['accents of the alphabet', 'èéùìòÇØøÅåÆæßÉÄÖÑÜäöñüà¿¡§¤£¥', 'GSM-7', 29, [29], 131],
    ['Greek capitals of the alphabet', 'ΔΦΓΛΩΠΨΣΘΞ', 'GSM-7', 10, [10], 150],
    ['lines', 'a\r\nb', 'GSM-7', 4, [4], 156],
    ['an accent outside of it', 'á', 'UCS-2', 1, [1], 69],
    ['a small c with cedilla', 'ç', 'UCS-2', 1, [1], 69],
    ['a backtick', '`', 'UCS-2', 1, [1], 69],
    ['a tab', '\t', 'UCS-2', 1, [1], 69],
    ['a curly apostrophe', 'I’m', 'UCS-2', 3, [3], 67],
    ['the escape itself', '\u001b', 'UCS-2', 1, [1], 69],
    ['a full part of Hindi', 'न'.repeat(70), 'UCS-2', 70, [70], 0],
    ['one over in Arabic', 'م'.repeat(71), 'UCS-2', 71, [67, 4], 63],
    ['an emoji takes two', '🙂', 'UCS-2', 2, [2], 68],
    ['an emoji is not torn', `${'a'.repeat(66)}🙂${'b'.repeat(10)}`, 'UCS-2', 78, [66, 12], 55],
    ['two full parts of Chinese', '好'.repeat(134), 'UCS-2', 134, [67, 67], 0],
  ];

for (const [name, text, encoding, characters, parts, remaining] of cases) {
  test(`SMS: ${name}`, () => {
    const found = smsSegments(text);
    assert.deepEqual(
      {
        encoding: found.encoding,
        characters: found.characters,
        parts: found.segments.map((segment) => segment.length),
        remaining: found.remaining,
      },
      { encoding, characters, parts, remaining },
    );
    assert.equal(found.segments.join(''), text);
  });
}

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.string({ unit: fc.constantFrom('a', '€', '\n', 'é', '|'), maxLength: 500 }),
  fc.string({ unit: fc.constantFrom('a', 'á', '🙂', 'न'), maxLength: 300 }),
);

test('SMS: the parts joined are the text, none is too long or torn', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { encoding, segments, perSegment, remaining, characters } = smsSegments(text);
      assert.equal(segments.join(''), text);
      assert.ok(remaining >= 0);
      const units = (part: string) =>
        encoding === 'UCS-2'
          ? part.length
          : part.length + [...part].filter((one) => '\f^{}\\[~]|€'.includes(one)).length;
      assert.equal(
        segments.reduce((sum, part) => sum + units(part), 0),
        characters,
      );
      for (const part of segments) {
        assert.ok(part.length > 0 && units(part) <= perSegment);
        assert.ok(units(part) + 1 >= perSegment || part === segments.at(-1), 'a part is left short only for a pair');
        if (text.isWellFormed()) assert.ok(part.isWellFormed());
      }
    }),
  );
});
