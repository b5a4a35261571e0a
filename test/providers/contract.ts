/** What a published OpenAPI file says of an operation: the parts of it that a request can break. */
export type Operation = {
  path?: Record<string, ParameterSchema>;
  query?: Record<string, ParameterSchema>;
  form?: Record<string, ParameterSchema>;
  required?: string[];
};
type ParameterSchema = { pattern?: string; minLength?: number; maxLength?: number; enum?: string[]; format?: string };

/** The operation of this method and path, with the values of the path's parameters. */
export function findOperation(operations: Record<string, Operation>, method: string, path: string) {
  for (const [name, operation] of Object.entries(operations)) {
    const [verb, template = ''] = name.split(' ');
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter as string);
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+?)')}$`);
    const found = verb === method && pattern.exec(path);
    if (found)
      return { name, operation, path: Object.fromEntries(names.map((one, at) => [one, found[at + 1] as string])) };
  }
  return null;
}

/** What is wrong with the values of a request, in words; empty where all is as the contract says. */
export function problemsOf(
  schemas: Record<string, ParameterSchema> = {},
  required: string[] = [],
  values: Record<string, string>,
): string[] {
  const missing = required.filter((name) => !(name in values)).map((name) => `${name} is missing`);
  const wrong = Object.entries(values).flatMap(([name, value]) => {
    const schema = schemas[name];
    if (!schema) return [`${name} is not known`];
    const fits =
      value.length >= (schema.minLength ?? 0) &&
      value.length <= (schema.maxLength ?? Infinity) &&
      (!schema.pattern || new RegExp(schema.pattern).test(value)) &&
      (!schema.enum || schema.enum.includes(value)) &&
      (schema.format !== 'uri' || URL.canParse(value));
    return fits ? [] : [`${name} is not as it must be: ${value}`];
  });
  return [...missing, ...wrong];
}
