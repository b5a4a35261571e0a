import { own } from '#platform/own.ts';
import type { Attribute } from './schema.ts';
import { fits, readValue, type Writing } from './values.ts';

/** Finds the attribute that a detail or a column means, by its key or its name, however these are written. */
export function attributeFinder(attributes: readonly Attribute[]): (name: string) => Attribute | undefined {
  const open = attributes.filter(({ archived }) => !archived);
  const named = new Map<string, Attribute>();
  for (const attribute of open) named.set(plainly(attribute.name), attribute);
  for (const attribute of open) named.set(plainly(attribute.key), attribute);
  return (name) => open.find(({ key }) => key === name) ?? named.get(plainly(name));
}

/**
 * An application's details with those that are attributes under the attribute's key and in its own form. What is not of the
 * type stays as it was given.
 */
export function arrangeDetails(
  details: Record<string, string>,
  attributes: readonly Attribute[],
  writing: Writing,
): Record<string, string> {
  if (attributes.length === 0) return details;
  const find = attributeFinder(attributes);
  const arranged = new Map<string, string>();
  for (const [given, value] of Object.entries(details)) {
    const attribute = find(given);
    // Two details that mean the same: the one under the very key counts, the other stays beside it.
    const taken =
      attribute && attribute.key !== given && (arranged.has(attribute.key) || Object.hasOwn(details, attribute.key));
    if (!attribute || taken) arranged.set(given, value);
    else arranged.set(attribute.key, value.trim() ? (readValue(attribute, value, writing) ?? value) : value);
  }
  return Object.fromEntries(arranged);
}

/** Which of the details stand under an attribute and are not of its type. */
export function unfitOf(
  details: Record<string, string>,
  attributes: readonly Attribute[],
  writing: Writing,
): { attribute: Attribute; value: string }[] {
  const arranged = arrangeDetails(details, attributes, writing);
  return attributes.flatMap((attribute) => {
    const value = own(arranged, attribute.key)?.trim();
    return attribute.archived || !value || fits(attribute, value) ? [] : [{ attribute, value }];
  });
}

function plainly(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
