import { answerApart } from '#platform/work-apart.ts';
import { type MailInput, readMail } from './read-mail.ts';

answerApart((input: MailInput) => readMail(input));
