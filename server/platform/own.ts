/**
 * What stands under this name in a record whose names come from people. Without asking so, `constructor` and its like would be
 * found in every object.
 */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
