/** The header of a mail: what stands behind each name, unfolded, from the top. Names are lower case. */
export type Headers = { all(name: string): string[]; first(name: string): string };

export function readHeaders(lines: readonly { key: string; line: string }[]): Headers {
  const all = (name: string) =>
    lines.flatMap(({ key, line }) =>
      key === name
        ? line
            .slice(line.indexOf(':') + 1)
            .replace(/\r?\n[ \t]+/g, ' ')
            .trim()
        : [],
    );
  return { all, first: (name) => all(name)[0] ?? '' };
}

/** The header section of a mail, or of what a bounce gives back of one. */
export function headersOf(text: string): Headers {
  const section = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = section.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return readHeaders(lines.map((line) => ({ key: line.slice(0, line.indexOf(':')).toLowerCase(), line })));
}
