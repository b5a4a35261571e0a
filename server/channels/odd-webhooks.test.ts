import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connected, WebhookRequest } from './adapter.ts';
import type { Arrival } from './arrival.ts';
import type { MessengerValues } from './messenger/fields.ts';
import { receive as receiveMessenger } from './messenger/webhook.ts';
import type { TelnyxValues } from './sms/telnyx/fields.ts';
import { signedReference } from './sms/telnyx/reference.ts';
import { receive as receiveTelnyx } from './sms/telnyx/webhook.ts';
import type { WhatsappValues } from './whatsapp/fields.ts';
import { receive as receiveWhatsapp } from './whatsapp/webhook.ts';

function request(told: object, query: WebhookRequest['query'] = {}): WebhookRequest {
  return { url: '', query, headers: {}, body: Buffer.from(JSON.stringify(told)) };
}

function connected<Values>(values: Partial<Values>): Connected<Values> {
  return { values } as Connected<Values>;
}

type Said = Extract<Arrival, { kind: 'message' }>;
const saidBy = (arrivals: Arrival[]) => arrivals.filter((one): one is Said => one.kind === 'message');

describe('what Messenger tells', () => {
  const ids = { sender: { id: '5' }, recipient: { id: '1' } };
  const page = connected<MessengerValues>({ pageId: '1' });
  const receive = (...messaging: object[]) =>
    receiveMessenger(request({ object: 'page', entry: [{ id: '1', time: 1, messaging }] }), page);

  it('has no time where it is of a delivery', () => {
    const delivery = { mids: ['m_1', 'm_2'], watermark: 1_458_668_856_253 };
    for (const time of [{}, { timestamp: 0 }, { timestamp: null }])
      assert.deepEqual(
        receive({ ...ids, ...time, delivery }).map((one) => one.kind === 'status' && [one.providerId, one.status]),
        [
          ['m_1', 'delivered'],
          ['m_2', 'delivered'],
        ],
      );
  });

  it('is kept where a part of it is odd', () => {
    for (const odd of [
      { text: null },
      { text: 5 },
      { attachments: null },
      { attachments: [null, { type: 'fallback', payload: null, url: 'https://x.example' }] },
      { attachments: [{ type: 'location', payload: { coordinates: { lat: '1.0', long: '2.0' } } }] },
      { attachments: [{ type: 'template', payload: { url: 1 } }] },
      { quick_reply: null, referral: 'x', is_echo: null, metadata: 7 },
    ])
      assert.equal(saidBy(receive({ ...ids, timestamp: 1, message: { mid: 'm', ...odd } })).length, 1);
    const coordinates = { lat: '1.0', long: '2.0' };
    const [place] = saidBy(
      receive({ ...ids, message: { mid: 'm', attachments: [{ type: 'location', payload: { coordinates } }] } }),
    );
    assert.deepEqual([place?.payload, place?.at], [{ kind: 'text', text: '1.0, 2.0' }, undefined]);
  });

  it('is kept beside an entry that can not be read, and beside a message that is none', () => {
    const said = { ...ids, timestamp: 1, message: { mid: 'm', text: 'x' } };
    const read = { ...ids, message: 'none', read: { watermark: 1 } };
    const entry = [null, { id: '1' }, { id: '1', messaging: 'none' }, { id: '1', messaging: [said, read] }];
    assert.deepEqual(
      receiveMessenger(request({ object: 'page', entry }), page).map(({ kind }) => kind),
      ['message', 'watermark'],
    );
  });

  it('of a time that no calendar reaches is nothing', () => {
    assert.deepEqual(receive({ ...ids, timestamp: 1, read: { watermark: 1e17 } }), []);
    assert.deepEqual(receive({ ...ids, timestamp: 1, delivery: { watermark: -1 } }), []);
  });
});

describe('what WhatsApp tells', () => {
  const account = connected<WhatsappValues>({ phoneNumberId: '1', businessAccountId: '2' });
  const receive = (message: object, rest: object = {}) => {
    const messages = [{ id: 'i', from: '639171234567', timestamp: '1700000000', type: 'text', ...message }];
    const value = { metadata: { phone_number_id: '1' }, messages, ...rest };
    return saidBy(receiveWhatsapp(request({ entry: [{ id: '2', changes: [{ field: 'messages', value }] }] }), account));
  };

  it('is kept where a part of it is odd, as an empty message at worst', () => {
    for (const [message, text] of [
      [{ text: { body: 'x' }, referral: null }, 'x'],
      [{ text: { body: 'x' }, referral: [] }, 'x'],
      [{ text: null }, ''],
      [{ text: { body: 5 } }, ''],
      [{ type: 'button', button: { text: 'a', payload: null } }, 'a'],
      [{ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: { a: 1 } } } }, '{"a":1}'],
      [{ type: 'location', location: { latitude: null, longitude: 1 } }, ''],
      [{ type: 'order', order: {} }, ''],
      [{ type: null, text: { body: 'x' } }, 'x'],
      [{ timestamp: 'soon', text: { body: 'x' } }, 'x'],
    ] as const)
      assert.deepEqual(
        receive(message).map(({ payload }) => payload),
        [{ kind: 'text', text }],
        JSON.stringify(message),
      );
  });

  it('brings a file whose name or type is not told', () => {
    const [nameless] = receive({ type: 'document', document: { id: '1', filename: null, mime_type: null } });
    assert.equal(nameless?.payload.kind, 'media');
    const [numbered] = receive({ type: 'image', image: { id: 12345, mime_type: 'image/png' } });
    assert.equal(numbered?.payload.kind, 'media');
  });

  it('is kept beside an entry or an error that can not be read', () => {
    const metadata = { phone_number_id: 1 };
    const messages = [{ id: 'i', from: '639171234567', type: 'text', text: { body: 'x' } }];
    const statuses = [{ id: 'j', status: 'failed', errors: [null, { code: 131_026, title: 'Unreachable' }] }];
    const changes = [{ field: 'messages', value: { metadata, messages, statuses } }];
    const entry = [null, { id: '2' }, { id: 2, changes: 'none' }, { id: 2, time: 'soon', changes }];
    const told = receiveWhatsapp(request({ entry }), account);
    assert.equal(saidBy(told).length, 1);
    assert.match(told.flatMap((one) => (one.kind === 'status' ? (one.errorCode ?? '') : [])).join(), /131026/);
  });

  it('names who writes, also beside somebody who can not be read', () => {
    const contacts = [null, { wa_id: 5 }, { wa_id: '639171234567', profile: { name: 'Ana' } }];
    assert.equal(receive({ text: { body: 'x' } }, { contacts, statuses: null })[0]?.name, 'Ana');
  });
});

describe('what Telnyx tells', () => {
  const account = connected<TelnyxValues>({ apiKey: 'KEY1' });
  const receive = (event_type: string, payload: object, query: WebhookRequest['query'] = {}) =>
    receiveTelnyx(request({ data: { event_type, payload } }, query), account);
  const from = { phone_number: '+14155550100' };

  it('is kept where a part of it is odd', () => {
    const file = { url: 'https://a.example/c', content_type: 'image/png' };
    for (const [payload, expected] of [
      [
        { text: null, media: [file, null, { url: 5 }] },
        { kind: 'media', text: '', media: [{ url: file.url, contentType: 'image/png' }], files: [] },
      ],
      [
        { text: 'hi', media: null },
        { kind: 'text', text: 'hi' },
      ],
      [
        { text: 'hi', media: 'none' },
        { kind: 'text', text: 'hi' },
      ],
      [{ text: 5 }, { kind: 'text', text: '' }],
    ] as const)
      assert.deepEqual(
        saidBy(receive('message.received', { id: 'x', from, ...payload })).map((one) => one.payload),
        [expected],
      );
    for (const odd of [{}, { data: null }, { data: { event_type: 'message.received', payload: { from: null } } }])
      assert.deepEqual(receiveTelnyx(request(odd), account), []);
  });

  it('fails a message without a reason that can be read', () => {
    for (const errors of [[null], null, 'none', [{ code: {}, detail: 5 }]]) {
      const [status] = receive('message.finalized', { id: 'x', to: [{ status: 'sending_failed' }], errors });
      assert.ok(status?.kind === 'status');
      assert.deepEqual([status.errorCode, status.errorDetail], ['telnyx_failed', 'Telnyx gave no reason.']);
    }
  });

  it('is about the message whose reference we signed; a forged one leaves it to Telnyx’ own id', () => {
    const sending = { messageId: 12, retries: 2 };
    const reference = signedReference({ apiKey: 'KEY1' }, sending);
    const told = (message: string) => {
      const [status] = receive('message.sent', { id: 'x', to: [{ status: 'sent' }] }, { message });
      return status?.kind === 'status' && status.sending;
    };
    assert.deepEqual(told(reference), sending);
    for (const forged of ['12', '12.2', reference.replace('12', '13'), signedReference({ apiKey: 'KEY2' }, sending)])
      assert.equal(told(forged), null, forged);
  });
});
