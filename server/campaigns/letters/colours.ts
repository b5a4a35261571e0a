/** Of white and near black, what is easier to read on this colour (`#rrggbb`). */
export function inkOn(colour: string): '#ffffff' | '#16191b' {
  return contrast(colour, '#ffffff') >= contrast(colour, '#16191b') ? '#ffffff' : '#16191b';
}

/** From 1 to 21, as WCAG counts it. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
