import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startTestApp, type TestApp } from '#test/app.ts';

describe('health', () => {
  let parley: TestApp;
  let draining = false;
  before(async () => {
    parley = await startTestApp({ draining: () => draining });
  });
  after(() => parley.close());

  test('is alive, and ready until it is told to end', async () => {
    assert.equal((await parley.app.inject('/healthz')).statusCode, 200);
    assert.deepEqual((await parley.app.inject('/readyz')).json(), { ready: true, problems: [] });
    draining = true;
    const response = await parley.app.inject('/readyz');
    draining = false;
    assert.equal(response.statusCode, 503);
    assert.deepEqual(response.json().problems, ['The program is ending.']);
  });

  test('is not ready while a migration is missing', async () => {
    const { pool } = parley.db;
    const taken = await pool.query(
      `delete from schema_migrations where name = (select max(name) from schema_migrations) returning *`,
    );
    const response = await parley.app.inject('/readyz');
    const { name, checksum } = taken.rows[0];
    await pool.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    assert.equal(response.statusCode, 503);
    assert.match(response.json().problems[0], new RegExp(name));
  });

  test('metrics tell durations by route template and the queues, to this machine alone', async () => {
    await parley.app.inject('/api/nothing-here');
    const metrics = await parley.app.inject('/metrics');
    assert.equal(metrics.statusCode, 200);
    assert.match(
      metrics.body,
      /parley_http_request_duration_seconds_count\{method="GET",route="\/readyz",status="200"\} 1/,
    );
    assert.match(metrics.body, /parley_outbox_waiting/);
    assert.doesNotMatch(metrics.body, /nothing-here/);
    const other = await parley.app.inject({ url: '/metrics', remoteAddress: '192.0.2.7' });
    const proxied = await parley.app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '192.0.2.7' } });
    assert.deepEqual([other.statusCode, proxied.statusCode], [403, 403]);
  });

  test('a metrics token decides where there is one', async () => {
    const guarded = await startTestApp({ config: { metricsToken: 'a-token-of-the-operator' } });
    try {
      const without = await guarded.app.inject('/metrics');
      const authorization = 'Bearer a-token-of-the-operator';
      const given = await guarded.app.inject({
        url: '/metrics',
        headers: { authorization },
        remoteAddress: '192.0.2.7',
      });
      assert.deepEqual([without.statusCode, given.statusCode], [401, 200]);
    } finally {
      await guarded.close();
    }
  });
});
