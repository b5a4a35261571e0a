import { answerApart } from '#platform/work-apart.ts';
import { type HtmlInput, harmlessHtml } from './harmless-html.ts';

answerApart((input: HtmlInput) => harmlessHtml(input));
