import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { SendResult } from '../channel.ts';
import { judge, type SmtpError } from './judge.ts';
import type { Letter } from './letter.ts';

/** How a server is reached, as nodemailer takes it. */
export type SmtpServer = {
  host: string;
  port: number;
  secure: boolean;
  /** No word without STARTTLS, or no STARTTLS at all. */
  requireTLS?: boolean;
  ignoreTLS?: boolean;
  auth?: { user: string; pass: string } | undefined;
  tls?: { rejectUnauthorized?: boolean; servername?: string } | undefined;
};

export const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

export type MailTransport = {
  /** Never throws. `also` says more of a failure. */
  send(letter: Letter, also?: (result: SendResult, error: SmtpError) => SendResult): Promise<SendResult>;
  close(): void;
};

export type MailPool = { maxConnections: number; maxMessages: number; rateDelta?: number; rateLimit?: number };

/** Connections to one server that are kept for the next mail. */
export function mailTransport(server: SmtpServer, pool: MailPool): MailTransport {
  const transport = nodemailer.createTransport({
    ...server,
    ...pool,
    ...patience,
    pool: true,
    // The outbox decides whether a message goes out again; a second try inside of the pool could be a second letter.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A message's stream is read only once the server has said "go on" to DATA: before that nothing can have arrived.
  const streams = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = () => {
      const stream = create();
      streams.set(mail.message.messageId(), stream);
      return stream;
    };
    done();
  });
  return {
    close: () => transport.close(),
    async send(letter, also = (result) => result) {
      try {
        const { messageId } = await transport.sendMail(letter);
        return { outcome: 'accepted', providerId: messageId };
      } catch (error) {
        const begun = streams.get(letter.messageId)?.readableDidRead ?? false;
        return also(judge(error as SmtpError, begun), error as SmtpError);
      } finally {
        streams.delete(letter.messageId);
      }
    },
  };
}
