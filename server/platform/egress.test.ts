import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { EgressFailed, EgressRefused, egressFetch } from './egress.ts';
import { isPublicAddress, type Resolve } from './egress-addresses.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener, at = '127.0.0.1'): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, at, resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refused = (reason: string) => (error: unknown) =>
  error instanceof EgressRefused && error.reason === reason && error.code === 'egress_refused';
const failed = (reason: string) => (error: unknown) =>
  error instanceof EgressFailed && error.reason === reason && error.code === `egress_${reason}`;

const loopback: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

const forbiddenAddresses = [
  '127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 100.64.0.1 169.254.169.254 0.0.0.0',
  '224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 168.63.129.16 :: ::1 fe80::1 fc00::1',
  'fd00:ec2::254 fec0::1 ff02::1 2001:db8::1 2001::1 4000::1 ::ffff:10.0.0.1',
  '::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::8.8.8.8 2002:a00:1::',
  '2002:7f00:1:: ::ffff:0:10.0.0.1',
].flatMap((line) => line.split(' '));
const publicAddresses = [
  '8.8.8.8',
  '1.1.1.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
  '2002:808:808::',
];

test('addresses inside a network are told from those on the internet', () => {
  for (const address of forbiddenAddresses) assert.equal(isPublicAddress(address), false, address);
  for (const address of publicAddresses) assert.equal(isPublicAddress(address), true, address);
  assert.equal(isPublicAddress('not an address'), false);
});

test('a host is refused where any of its addresses is private, in whatever form the URL writes it', async () => {
  for (const address of forbiddenAddresses) {
    const family = address.includes(':') ? (6 as const) : (4 as const);
    const resolve: Resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address, family },
    ];
    await assert.rejects(egressFetch('http://example.test/', { resolve }), refused('private_address'), address);
  }
  const literals = ['127.0.0.1', '2130706433', '0x7f.1', '0177.0.0.1', '[::1]', '[::ffff:7f00:1]', '[64:ff9b::a00:1]'];
  for (const literal of literals)
    await assert.rejects(egressFetch(`http://${literal}/`), refused('private_address'), literal);
  await assert.rejects(egressFetch('http://localhost/'), refused('private_address'));
});

test('what is no plain http(s) URL is refused', async () => {
  await assert.rejects(egressFetch('nonsense'), refused('invalid_url'));
  await assert.rejects(egressFetch('http://999.1.1.1/'), refused('invalid_url'));
  for (const url of ['ftp://example.com/', 'file:///etc/passwd', 'data:text/plain,x', 'javascript:1'])
    await assert.rejects(egressFetch(url), refused('scheme'), url);
  await assert.rejects(egressFetch('https://user:word@example.com/'), refused('credentials'));
});

test('an allowed host is called with method, headers and body, and any status is an answer', async () => {
  const host = await serve(async (request, response) => {
    const chunks = await request.toArray();
    response.writeHead(418, { 'content-type': 'text/plain', 'x-two': ['a', 'b'] });
    response.end(`${request.method} ${request.url} ${request.headers['x-key']} ${Buffer.concat(chunks)}`);
  });
  const answer = await egressFetch(`http://${host}/a?b=c`, {
    method: 'POST',
    headers: { 'X-Key': 'k' },
    body: 'hello',
    allowPrivateHosts: [host],
  });
  assert.equal(answer.status, 418);
  assert.equal(answer.body.toString(), 'POST /a?b=c k hello');
  assert.equal(answer.headers['x-two'], 'a, b');
  assert.equal(answer.url, `http://${host}/a?b=c`);
  const [name] = host.split(':') as [string];
  assert.equal((await egressFetch(`http://${host}/`, { allowPrivateHosts: [name] })).status, 418);
  assert.equal((await egressFetch(`http://${host}/`, { allowPrivate: true })).status, 418);
  await assert.rejects(
    egressFetch(`http://${host}/`, { allowPrivateHosts: ['127.0.0.1:1'] }),
    refused('private_address'),
  );
});

test('the connection goes to the address that was checked, under the name of the URL', async () => {
  let seen: { name?: string; address?: string } = {};
  const host = await serve((request, response) => {
    seen = { name: request.headers.host, address: request.socket.localAddress };
    response.end('ok');
  });
  const port = host.split(':')[1];
  let lookups = 0;
  // A name that answers otherwise from the second time on.
  const resolve: Resolve = async () => (lookups++ === 0 ? loopback('') : [{ address: '127.0.0.99', family: 4 }]);
  const url = `http://rebinding.test:${port}/`;
  const answer = await egressFetch(url, { resolve, allowPrivateHosts: [`rebinding.test:${port}`] });
  assert.equal(answer.body.toString(), 'ok');
  assert.equal(lookups, 1);
  assert.deepEqual(seen, { name: `rebinding.test:${port}`, address: '127.0.0.1' });
});

test('a redirect is checked like the first URL', async () => {
  const host = await serve((request, response) => {
    const target = new URL(request.url ?? '', 'http://x').searchParams.get('to') ?? '';
    response.writeHead(302, { location: target }).end();
  });
  const go = (to: string) => egressFetch(`http://${host}/?to=${encodeURIComponent(to)}`, { allowPrivateHosts: [host] });
  await assert.rejects(go('http://169.254.169.254/latest/meta-data/'), refused('private_address'));
  await assert.rejects(go('http://[::1]/'), refused('private_address'));
  await assert.rejects(go('//localhost/'), refused('private_address'));
  await assert.rejects(go('file:///etc/passwd'), refused('scheme'));
  await assert.rejects(go('http://a:b@example.com/'), refused('credentials'));
  await assert.rejects(go('http://['), refused('invalid_redirect'));
});

test('redirects are followed up to a number, and with none allowed the redirect is the answer', async () => {
  const host = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end('there');
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  });
  const options = { allowPrivateHosts: [host] };
  const answer = await egressFetch(`http://${host}/3`, options);
  assert.equal(answer.body.toString(), 'there');
  assert.equal(answer.url, `http://${host}/0`);
  await assert.rejects(egressFetch(`http://${host}/4`, options), refused('too_many_redirects'));
  assert.equal((await egressFetch(`http://${host}/1`, { ...options, maxRedirects: 0 })).status, 302);
});

test('secrets stay with the origin that they were meant for', async () => {
  const echo: RequestListener = async (request, response) => {
    const chunks = await request.toArray();
    const { authorization, cookie, 'x-api-key': key, accept } = request.headers;
    response.end(
      JSON.stringify({ method: request.method, body: `${Buffer.concat(chunks)}`, authorization, cookie, key, accept }),
    );
  };
  const other = await serve(echo);
  const first = await serve((request, response) => {
    const [, status = '', where] = request.url?.split('/') ?? [];
    if (status === 'echo') return void echo(request, response);
    response.writeHead(Number(status), { location: where === 'other' ? `http://${other}/` : '/echo' }).end();
  });
  const go = async (path: string) => {
    const headers = { Authorization: 'Bearer s', Cookie: 'c=1', 'X-Api-Key': 'k', Accept: 'text/html' };
    const options = { method: 'POST' as const, headers, body: 'form', allowPrivateHosts: ['127.0.0.1'] };
    return JSON.parse((await egressFetch(`http://${first}${path}`, options)).body.toString());
  };
  const secrets = { authorization: 'Bearer s', cookie: 'c=1', key: 'k', accept: 'text/html' };
  assert.deepEqual(await go('/307/same'), { method: 'POST', body: 'form', ...secrets });
  assert.deepEqual(await go('/303/same'), { method: 'GET', body: '', ...secrets });
  assert.deepEqual(await go('/302/other'), { method: 'GET', body: '', accept: 'text/html' });
  assert.deepEqual(await go('/308/other'), { method: 'POST', body: 'form', accept: 'text/html' });
});

test('an endless body is cut at the limit', async () => {
  let closed: () => void = () => {};
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const host = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
    };
    response.on('drain', more).on('close', closed);
    more();
  });
  const options = { allowPrivateHosts: [host], maxBytes: 100_000 };
  await assert.rejects(egressFetch(`http://${host}/`, options), failed('too_large'));
  await gone;
});

test('time is limited for the whole: no answer, a slow body, a slow name', async () => {
  const silent = await serve(() => {});
  const slow = await serve((_request, response) => void response.write('a'));
  const options = { allowPrivateHosts: [silent, slow], timeoutMs: 150 };
  await assert.rejects(egressFetch(`http://${silent}/`, options), failed('timeout'));
  await assert.rejects(egressFetch(`http://${slow}/`, options), failed('timeout'));
  const resolve: Resolve = () => new Promise(() => {});
  await assert.rejects(egressFetch('http://slow.test/', { resolve, timeoutMs: 50 }), failed('timeout'));
});

test('a host that is not there is named, without the secrets of the URL', async () => {
  const resolve: Resolve = async () => {
    throw new Error('ENOTFOUND');
  };
  await assert.rejects(egressFetch('http://nowhere.test/', { resolve }), failed('unknown_host'));
  await assert.rejects(egressFetch('http://nowhere.test/', { resolve: async () => [] }), failed('unknown_host'));
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  await assert.rejects(
    egressFetch(`http://127.0.0.1:${port}/?key=secret`, { allowPrivate: true }),
    (error: unknown) => failed('unreachable')(error) && !String(error).includes('secret'),
  );
});

test('a header that would break the request is refused', async () => {
  const host = await serve((_request, response) => response.end());
  const options = { allowPrivateHosts: [host], headers: { 'x-a': 'b\r\nx-c: d' } };
  await assert.rejects(egressFetch(`http://${host}/`, options), refused('invalid_request'));
});

test('a connection to what was checked is used again, and none to it once the name says something else', async () => {
  const connections: string[] = [];
  const host = await serve((request, response) => void response.end(request.headers.host), '0.0.0.0');
  const port = host.split(':')[1];
  servers.at(-1)?.on('connection', (socket) => connections.push(socket.localAddress ?? ''));
  const answers = ['127.0.0.1', '127.0.0.1', '127.0.0.2'];
  const resolve: Resolve = async () => [{ address: answers.shift() ?? '', family: 4 }];
  for (let times = 3; times > 0; times--) {
    await egressFetch(`http://kept.test:${port}/`, { resolve, allowPrivateHosts: ['kept.test'] });
    // A connection is free again a moment after its answer was read.
    await setImmediate();
  }
  assert.deepEqual(connections, ['127.0.0.1', '127.0.0.2']);
});
