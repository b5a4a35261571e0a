import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export type FakeSmtp = Awaited<ReturnType<typeof startSmtp>>;
export type DeliveredMail = { to: string; mail: ParsedMail };

type Refusal = { code: number; text: string };

/** A mail server that takes what is sent to it, from one user. */
export async function startSmtp() {
  const mails: DeliveredMail[] = [];
  /** What it says to the next recipients instead of taking them. */
  const refusals: Refusal[] = [];
  const login = { user: 'jobs@acme.example', password: 'letters' };
  const options: SMTPServerOptions = {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === login.user && password === login.password) return done(null, { user: username });
      done(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, done) {
      const refusal = refusals.shift();
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', mail });
        done();
      }, done);
    },
  };
  const server = new SMTPServer(options);
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    login,
    mails,
    refusals,
    close: () => new Promise<void>((done) => server.close(done)),
  };
}
