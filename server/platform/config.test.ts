import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError, loadConfig } from './config.ts';

describe('configuration', () => {
  const directory = mkdtempSync(join(tmpdir(), 'parley-config-'));
  after(() => rmSync(directory, { recursive: true }));

  function problems(env: Record<string, string>): string[] {
    try {
      loadConfig({ PARLEY_DATA: directory, ...env });
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.problems;
    }
    return [];
  }

  test('every problem is told at once, each with the name of its variable', () => {
    const found = problems({
      PORT: 'eighty',
      PUBLIC_URL: 'parley.example.com',
      LOG_LEVEL: 'loud',
      S3_FORCE_PATH_STYLE: 'yes',
    });
    assert.deepEqual(found.map((problem) => problem.split(':')[0]).sort(), [
      'LOG_LEVEL',
      'PORT',
      'PUBLIC_URL',
      'S3_FORCE_PATH_STYLE',
    ]);
  });

  test('settings that need one another are asked for together', () => {
    const found = problems({
      SMTP_URL: 'smtp://mail.example.com',
      DATABASE_URL: 'postgres://db/parley',
      S3_ACCESS_KEY_ID: 'a',
    });
    assert.match(found.join('\n'), /MAIL_FROM.*\n.*PARLEY_SECRET.*\n.*S3_SECRET_ACCESS_KEY/);
  });

  test('with nothing set it runs on this machine, with a secret that is made once and that only its owner can read', () => {
    const config = loadConfig({ PARLEY_DATA: directory, SMTP_URL: '' });
    assert.equal(config.publicUrl, 'http://localhost:3000');
    assert.equal(loadConfig({ PARLEY_DATA: directory }).secret, config.secret);
    assert.ok(config.secret.length >= 32);
    assert.equal(statSync(join(directory, 'secret')).mode & 0o777, 0o600);
  });
});
