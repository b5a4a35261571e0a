import { randomInt } from 'node:crypto';
import { z } from 'zod';
import contract from './whatsapp-template-contract.json' with { type: 'json' };

const shape = z.fromJSONSchema(contract.template as unknown as z.core.JSONSchema.JSONSchema);

type Component = { type: string; format?: string; text?: string; buttons?: object[]; example?: object };
export type FakeTemplate = {
  id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format?: string;
  components: Component[];
};
type Parameters = { type: string; index?: string; parameters?: { text: string; parameter_name?: string }[] };
type Given = { name: string; language: { code: string }; components?: Parameters[] };
type Refusal = { code: number; message: string };

/** The templates of an account, and what Meta does with a message that is one of them. */
export function fakeTemplates() {
  const templates: FakeTemplate[] = [];
  const find = ({ name, language }: Given) =>
    templates.find((one) => one.name === name && one.language === language.code);

  return {
    templates,
    /** What the contract does not allow of a request; null where all is well. */
    problem(request: object): string | null {
      const { error } = shape.safeParse(request);
      return error ? z.prettifyError(error) : null;
    },

    add(name: string, components: Component[], more: Partial<FakeTemplate> = {}): FakeTemplate {
      const id = `1${String(randomInt(1e14)).padStart(15, '0')}`;
      const template = { id, name, language: 'en_US', category: 'UTILITY', status: 'APPROVED', components, ...more };
      templates.push(template);
      return template;
    },

    /** A page of the list; few a page, so that there is more than one. */
    page(query: URLSearchParams) {
      const from = Number(query.get('after') ?? 0);
      const data = templates.slice(from, from + 2).map((one) => ({ quality_score: { score: 'UNKNOWN' }, ...one }));
      const to = from + data.length;
      const next = to < templates.length ? { next: `https://graph.facebook.com/more?after=${to}` } : {};
      return { data, paging: { cursors: { before: String(from), after: String(to) }, ...next } };
    },

    refusal(given: Given): Refusal | null {
      const template = find(given);
      if (!template) return { code: 132001, message: 'Template name does not exist in the translation' };
      if (template.status === 'PAUSED') return { code: 132015, message: 'Template is paused' };
      if (template.status !== 'APPROVED') return { code: 132016, message: 'Template is disabled' };
      const counts = ['HEADER', 'BODY'].every((type) => {
        const text = template.components.find((one) => one.type === type)?.text ?? '';
        const wanted = new Set(text.match(/\{\{\w+\}\}/g) ?? []).size;
        const component = given.components?.find((one) => one.type === type.toLowerCase());
        return (component?.parameters?.length ?? 0) === wanted;
      });
      return counts
        ? null
        : { code: 132000, message: 'Number of parameters does not match the expected number of params' };
    },

    /** As a phone shows it: header and body. */
    shown(given: Given): string {
      const filled = ['HEADER', 'BODY'].map((type) => {
        const text = find(given)?.components.find((one) => one.type === type)?.text ?? '';
        const { parameters = [] } = given.components?.find((one) => one.type === type.toLowerCase()) ?? { type };
        return text.replace(/\{\{(\w+)\}\}/g, (_written, name: string) => {
          const byName = parameters.find((one) => one.parameter_name === name);
          return (byName ?? parameters[Number(name) - 1])?.text ?? '';
        });
      });
      return filled.filter(Boolean).join('\n\n');
    },
  };
}
