const tag = /<(\/?)([a-z][a-z0-9]*)/gi;
/** These have no end, or end where the next one begins. */
const uncounted = new Set(
  'area base br col dd dt embed hr img input li link meta option p source td th tr wbr'.split(' '),
);
const deepest = 1000;

/** Whether elements stand in each other so deep that nobody has written them: parsers take seconds for those. */
export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(tag)) {
    if (uncounted.has(name.toLowerCase())) continue;
    depth = Math.max(0, depth + (slash ? -1 : 1));
    if (depth > deepest) return true;
  }
  return false;
}

/** The words of such a page, as far as they are found without parsing it. */
export function bareText(html: string): string {
  return html
    .slice(0, 400_000)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}
