import { answerInThread } from '#platform/threads.ts';
import { type HtmlInput, harmlessHtml } from './harmless-html.ts';

answerInThread((input: HtmlInput) => harmlessHtml(input));
