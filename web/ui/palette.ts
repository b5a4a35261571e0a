import type { MantineColorsTuple } from '@mantine/core';

/**
 * Ten shades each, from light to dark, of equal perceived lightness across hues, so that folders weigh the same.
 * Shade 7 carries white text, and 7 and 8 can be read on 0 and 1 (WCAG AA).
 */
export const palette = {
  petrol: shades('e6fcff cdf5fd a9e9f5 80d5e4 5abdcd 3aa0b1 0a8393 006b7a 005662 003f49'),
  blue: shades('e9f8ff d3f0ff b4e0ff 91c9ff 72affd 5693de 3a75bf 265ea1 194a84 103764'),
  violet: shades('f8f2ff efe5ff e1cfff ccb3ff b497ff 987be2 7c5ec2 6548a4 513787 3c2866'),
  green: shades('e8feec d1f9da afeebf 89dca0 66c483 49a768 26894c 087038 005a2a 00431d'),
  amber: shades('fff4e1 ffe7c5 ffd39d f5b971 de9d4b c1812b a26500 874f00 6e3d00 522c00'),
  red: shades('ffede8 ffdad3 ffbdb5 ff9b93 ff7b74 e65e59 c43f3e a5282a 881a1e 671014'),
  pink: shades('ffecfb ffdaf4 ffbee7 ff9dd3 f57eba d6629e b54481 982f69 7c2155 5e163f'),
  slate: shades('f3f7fc e6eef5 d1deea b8c8d6 9dafbf 8293a2 667785 50606d 3f4c58 2e3841'),
  clay: shades('fff4ef fde8de f5d4c6 e5bba9 cea18d b18672 936957 795343 624233 493024'),
  gray: shades('f6f8f9 eff3f4 e3e8ea d5dcdf c5cdd1 929b9f 6a7377 565e62 393f42 1e2225'),
  dark: shades('dde4e7 bec7ca 9aa5a9 7a8589 465156 333c40 262e31 171d1f 111618 0b0f11'),
} satisfies Record<string, MantineColorsTuple>;

function shades(hexes: string): MantineColorsTuple {
  return hexes.split(' ').map((hex) => `#${hex}`) as unknown as MantineColorsTuple;
}
