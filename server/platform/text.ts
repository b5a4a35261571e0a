/** The beginning of a text, at most so long; a character of two units is not cut in half, which JSON in PostgreSQL refuses. */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
