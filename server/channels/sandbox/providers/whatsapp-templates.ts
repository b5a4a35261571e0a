import { createHash } from 'node:crypto';
import type { ApiAnswer, TakenMessage, Taps } from '../provider.ts';
import { graphProblem, metaDigits } from './meta.ts';

type Component = {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: 'TEXT';
  text?: string;
  buttons?: { type: 'QUICK_REPLY' | 'URL'; text: string; url?: string }[];
  example?: object;
};
type Sample = {
  name: string;
  language: string;
  category: 'UTILITY' | 'MARKETING';
  status: 'APPROVED' | 'PENDING' | 'REJECTED';
  parameter_format: 'POSITIONAL' | 'NAMED';
  components: Component[];
};

const approved = { category: 'UTILITY', status: 'APPROVED', parameter_format: 'POSITIONAL' } as const;
const body = (text: string, ...examples: string[]): Component => ({
  type: 'BODY',
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
});
const header = (text: string): Component => ({ type: 'HEADER', format: 'TEXT', text });
const footer = (text: string): Component => ({ type: 'FOOTER', text });
const quickReplies = (...texts: string[]): Component => ({
  type: 'BUTTONS',
  buttons: texts.map((text) => ({ type: 'QUICK_REPLY', text })),
});

/** As a company that hires many would have written them; not all have been approved. */
const samples: Sample[] = [
  {
    ...approved,
    name: 'interview_invitation',
    language: 'en_US',
    components: [
      header('Your application'),
      body(
        'Hi {{1}}, thank you for applying at {{2}}. Your interview is a short chat here and takes about ten minutes. Shall we begin?',
        'Ana',
        'Acme',
      ),
      footer('Reply STOP to get no more messages.'),
      quickReplies('Let’s begin', 'Later'),
    ],
  },
  {
    ...approved,
    name: 'application_reminder',
    language: 'en_US',
    components: [
      body('Hi {{1}}, some questions of your application at {{2}} are still open. Reply here to go on.', 'Ana', 'Acme'),
    ],
  },
  {
    ...approved,
    name: 'first_day',
    language: 'en_US',
    parameter_format: 'NAMED',
    components: [
      {
        ...body('Hi {{first_name}}, your first day is {{day}}. Please be at {{place}} and bring an ID.'),
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Ana' },
            { param_name: 'day', example: 'Monday, 8:00' },
            { param_name: 'place', example: 'gate 2' },
          ],
        },
      },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'What to bring', url: 'https://jobs.example/first-day' }] },
    ],
  },
  {
    ...approved,
    name: 'invitacion_entrevista',
    language: 'es_MX',
    components: [
      body(
        'Hola, {{1}}. Gracias por tu solicitud en {{2}}. La entrevista es un chat corto por aquí, de unos diez minutos. ¿Empezamos?',
        'Ana',
        'Acme',
      ),
      footer('Responde ALTO para no recibir más mensajes.'),
      quickReplies('Empezar', 'Más tarde'),
    ],
  },
  {
    ...approved,
    name: 'seasonal_jobs',
    language: 'en_US',
    category: 'MARKETING',
    status: 'PENDING',
    components: [body('Hi {{1}}, we are hiring for the season again. Would you like to come back?', 'Ana')],
  },
];

/** As the account lists them, all on one page. */
export function listSamples(businessAccountId: string): ApiAnswer {
  const data = samples.map((sample) => {
    const digest = createHash('sha256').update(`${businessAccountId} ${sample.name} ${sample.language}`).digest('hex');
    return { id: metaDigits(digest), ...sample, quality_score: { score: 'UNKNOWN' } };
  });
  return { status: 200, body: { data, paging: { cursors: {} } } };
}

type Parameter = { text: string; parameter_name?: string };
export type SentTemplate = {
  name: string;
  language: { code: string };
  components?: { type: string; parameters?: Parameter[] }[];
};
type Shown = Pick<TakenMessage, 'text' | 'taps' | 'files'>;

/** How it reads on the phone; how Meta refuses one that it has not approved, or of which a gap is not filled. */
export function showSample({ name, language, components = [] }: SentTemplate): Shown | ApiAnswer {
  const sample = samples.find((one) => one.name === name && one.language === language.code);
  if (sample?.status !== 'APPROVED')
    return graphProblem(404, 132001, `There is no template ${name} in ${language.code}.`);
  const texts = sample.components.flatMap(({ type, text }) => {
    const given = components.find((one) => one.type === type.toLowerCase())?.parameters ?? [];
    return text === undefined ? [] : [fill(text, given)];
  });
  if (texts.includes(null)) return graphProblem(400, 132000, `A gap of the template ${name} is not filled.`);
  const buttons = sample.components.flatMap((one) => one.buttons ?? []);
  const links = buttons.flatMap(({ text, url }) => (url ? [`${text}: ${url}`] : []));
  const replies = buttons.flatMap(({ type, text }, at) =>
    type === 'QUICK_REPLY' ? [{ id: `${tapOfTemplate}${at}`, title: text }] : [],
  );
  const taps: Taps | null = replies.length > 0 ? { style: 'buttons', replies } : null;
  return { text: [...texts, ...links].join('\n\n'), taps, files: [] };
}

/** A tap on it comes back in another form than one on the buttons of other messages. */
export const tapOfTemplate = 'template-';

function fill(text: string, given: Parameter[]): string | null {
  const gaps = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string);
  const valueOf = (name: string) => given.find((one, at) => (one.parameter_name ?? String(at + 1)) === name)?.text;
  if (gaps.length !== given.length || !gaps.every(valueOf)) return null;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => valueOf(name) ?? '');
}
