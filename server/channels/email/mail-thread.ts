import { answerInThread } from '#platform/threads.ts';
import { type MailInput, readMail } from './read-mail.ts';

answerInThread((input: MailInput) => readMail(input));
