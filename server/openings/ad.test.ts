import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Ad, adJson, adProblems, longestText } from './ad.ts';

const apply = { title: 'Apply', opens: 'campaign', id: 7 } as const;
const site = { title: 'Our site', opens: 'website', url: 'https://acme.example/jobs' } as const;
const plain: Ad = { image: '', text: 'Work with us', subtitle: '', buttons: [] };
const messageOf = (ad: Ad) => JSON.parse(adJson(ad)).message;

describe('the greeting of an ad', () => {
  it('is a text, a text with buttons, or a card with an image', () => {
    assert.deepEqual(messageOf(plain), { text: 'Work with us' });
    const buttons = [
      { type: 'postback', title: 'Apply', payload: 'campaign-7' },
      { type: 'web_url', title: 'Our site', url: 'https://acme.example/jobs' },
    ];
    assert.deepEqual(messageOf({ ...plain, buttons: [apply, site] }).attachment.payload, {
      template_type: 'button',
      text: 'Work with us',
      buttons,
    });
    const card = { ...plain, image: 'https://acme.example/a.jpg', subtitle: 'Manila', buttons: [apply, site] };
    assert.deepEqual(messageOf(card).attachment.payload, {
      template_type: 'generic',
      elements: [{ title: 'Work with us', image_url: 'https://acme.example/a.jpg', subtitle: 'Manila', buttons }],
    });
  });

  it('is as long as Meta takes it in that form', () => {
    assert.deepEqual(
      [plain, { ...plain, buttons: [apply] }, { ...plain, image: 'https://acme.example/a.jpg' }].map(longestText),
      [1999, 640, 80],
    );
    const long = { ...plain, text: 'x'.repeat(641), buttons: [apply] };
    assert.deepEqual(adProblems(long), { text: 'too_long' });
    assert.deepEqual(adProblems({ ...long, buttons: [] }), {});
  });

  it('says of each part what is missing or wrong', () => {
    const wrong: Ad = {
      image: 'acme.example/a.jpg',
      text: ' ',
      subtitle: 'x'.repeat(81),
      buttons: [
        { title: '', opens: 'campaign', id: 0 },
        { title: 'x'.repeat(21), opens: 'website', url: 'javascript:alert(1)' },
      ],
    };
    assert.deepEqual(adProblems(wrong), {
      text: 'needed',
      image: 'no_address',
      subtitle: 'too_long',
      'buttons.0.title': 'needed',
      'buttons.0.target': 'no_campaign',
      'buttons.1.title': 'too_long',
      'buttons.1.target': 'no_address',
    });
  });
});
