import { parseXml, XmlElement } from '@rgrove/parse-xml';

/** What WeChat sends has a few kilobytes; who sends more is not WeChat. */
const largest = 100 * 1024;

/**
 * The texts of the elements one level down, by name. Null for what is no such document. Entities that a document declares
 * are not known to the parser, neither from outside nor from within: one that uses them is refused as broken.
 */
export function readXml(body: Buffer | string): Record<string, string> | null {
  if (body.length > largest) return null;
  try {
    const { root } = parseXml(body.toString());
    const parts = root?.children.filter((child) => child instanceof XmlElement) ?? [];
    return Object.fromEntries(parts.map(({ name, text }) => [name, text]));
  } catch {
    return null;
  }
}
