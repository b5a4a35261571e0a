import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type StoredMail = { uid: number; raw: Buffer; at: Date };
export type FakeImap = Awaited<ReturnType<typeof startImap>>;

/**
 * A mail server that lets one user read one folder, as RFC 3501 with IDLE (RFC 2177) has it: as much of it as a client needs
 * that reads new mails. What it does not know it refuses, and notes down.
 */
export async function startImap(options: { idle?: boolean } = {}) {
  const { idle = true } = options;
  const login = { user: 'jobs@acme.example', password: 'letters' };
  const box = { name: 'INBOX', uidValidity: 1001, uidNext: 1, mails: [] as StoredMail[] };
  const misunderstandings: string[] = [];
  /** What was read, by uid, and how often somebody signed in. */
  const counts = { fetched: [] as number[], logins: 0 };
  const connections = new Set<Connection>();
  const server = createServer((socket) => {
    const connection = serve(socket, { idle, login, box, misunderstandings, counts });
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    login,
    box,
    counts,
    misunderstandings,
    /** A mail arrives; who waits for it is told. Returns its uid. */
    arrive(raw: string | Buffer, at = new Date()): number {
      const uid = box.uidNext++;
      box.mails.push({ uid, raw: Buffer.from(raw), at });
      for (const { announce } of connections) announce();
      return uid;
    },
    cut: () => {
      for (const { socket } of connections) socket.destroy();
    },
    get open() {
      return connections.size;
    },
    async close() {
      for (const { socket } of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type World = {
  idle: boolean;
  login: { user: string; password: string };
  box: { name: string; uidValidity: number; uidNext: number; mails: StoredMail[] };
  misunderstandings: string[];
  counts: { fetched: number[]; logins: number };
};
type Connection = { socket: Socket; announce(): void };

function serve(socket: Socket, world: World): Connection {
  const { idle, login, box, counts } = world;
  let selected = false;
  let idling = '';
  let encrypted = false;
  let pending = Buffer.alloc(0);
  const capabilities = `IMAP4rev1${idle ? ' IDLE' : ''}`;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const announce = () => {
    if (idling) say(`* ${box.mails.length} EXISTS`);
  };

  function run(line: string): void {
    // A client that tries TLS is no IMAP, though random bytes of its greeting may end a line.
    encrypted ||= line.startsWith('\x16\x03');
    if (encrypted) return;
    if (idling) {
      const tag = idling;
      idling = '';
      return void say(line.toUpperCase() === 'DONE' ? `${tag} OK IDLE done` : `${tag} BAD Expected DONE`);
    }
    const [, tag = '*', command = '', rest = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/i.exec(line) ?? [];
    const handler = commands[command.toUpperCase()];
    if (handler) return handler(tag, rest);
    world.misunderstandings.push(line);
    say(`${tag} BAD Unknown command`);
  }

  const ok = (tag: string, text = 'done') => say(`${tag} OK ${text}`);
  const select = (tag: string, name: string) => {
    if (unquote(name) !== box.name) return void say(`${tag} NO [NONEXISTENT] There is no such folder`);
    selected = true;
    say('* FLAGS (\\Seen)');
    say(`* ${box.mails.length} EXISTS`);
    say('* 0 RECENT');
    say(`* OK [UIDVALIDITY ${box.uidValidity}] valid`);
    say(`* OK [UIDNEXT ${box.uidNext}] next`);
    ok(tag, '[READ-ONLY] opened');
  };
  const commands: Record<string, (tag: string, rest: string) => void> = {
    CAPABILITY: (tag) => {
      say(`* CAPABILITY ${capabilities}`);
      ok(tag);
    },
    LOGIN: (tag, rest) => {
      const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) =>
        (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'),
      );
      counts.logins += 1;
      if (user === login.user && password === login.password) return ok(tag, 'signed in');
      say(`${tag} NO [AUTHENTICATIONFAILED] Wrong user or password`);
    },
    LIST: (tag, rest) => {
      // With an empty name it asks for the separator alone.
      say(rest.endsWith('""') ? '* LIST (\\Noselect) "/" ""' : `* LIST (\\HasNoChildren) "/" "${box.name}"`);
      ok(tag);
    },
    LSUB: (tag) => {
      say(`* LSUB (\\HasNoChildren) "/" "${box.name}"`);
      ok(tag);
    },
    EXAMINE: select,
    NOOP: (tag) => {
      if (selected) say(`* ${box.mails.length} EXISTS`);
      ok(tag);
    },
    IDLE: (tag) => {
      idling = tag;
      say('+ idling');
      announce();
    },
    'UID SEARCH': (tag, rest) => {
      const since = new Date(`${/SINCE (\S+)/i.exec(rest)?.[1]} UTC`);
      const found = box.mails.filter(({ at }) => at.getTime() >= since.getTime());
      say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trimEnd());
      ok(tag);
    },
    'UID FETCH': (tag, rest) => {
      const [, set = '', items = ''] = /^(\S+) \(?(.*?)\)?$/.exec(rest) ?? [];
      for (const uid of uidsOf(set, box.mails)) fetch(uid, items);
      ok(tag);
    },
    LOGOUT: (tag) => {
      say('* BYE');
      ok(tag);
      socket.end();
    },
  };

  function fetch(uid: number, items: string): void {
    const at = box.mails.findIndex((mail) => mail.uid === uid);
    const mail = box.mails[at] as StoredMail;
    const head = [`UID ${uid}`];
    if (/RFC822\.SIZE/i.test(items)) head.push(`RFC822.SIZE ${mail.raw.length}`);
    if (/INTERNALDATE/i.test(items)) head.push(`INTERNALDATE "${internalDate(mail.at)}"`);
    const body = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items);
    if (!body) return void say(`* ${at + 1} FETCH (${head.join(' ')})`);
    counts.fetched.push(uid);
    const start = Number(body[1] ?? 0);
    const part = body[2] ? mail.raw.subarray(start, start + Number(body[2])) : mail.raw;
    socket.write(`* ${at + 1} FETCH (${head.join(' ')} BODY[]${body[2] ? `<${start}>` : ''} {${part.length}}\r\n`);
    socket.write(part);
    say(')');
  }

  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.toString('utf8', 0, end);
      pending = pending.subarray(end + 2);
      run(line);
    }
  });
  say(`* OK [CAPABILITY ${capabilities}] ready`);
  return { socket, announce };
}

/** Of "5:*", "1,3,7" and the like. `*` is the last one, also where the range begins behind it. */
function uidsOf(set: string, mails: StoredMail[]): number[] {
  const last = mails.at(-1)?.uid ?? 0;
  const number = (text = '') => (text === '*' ? last : Number(text));
  const wanted = new Set<number>();
  for (const part of set.split(',')) {
    const [from, to = from] = part.split(':').map(number) as [number, number?];
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    for (const { uid } of mails) if (uid >= low && uid <= high) wanted.add(uid);
  }
  return [...wanted].sort((one, other) => one - other);
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '');
}

function internalDate(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}
