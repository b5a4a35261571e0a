import { phrasesOf } from '#interviews/engine/phrases/phrases.ts';
import type { Card, Choices, Menu, OutgoingMessage } from '../channel.ts';
import { replyId } from '../reply-id.ts';
import type { TemplateContent } from '../templates/template.ts';
import { listRow, tapStyle } from './choices.ts';

/** The part of a message that is its text, with buttons or a list where its choices can be tapped. */
export function contentOf({ body, choices, menu, language }: OutgoingMessage) {
  if (menu) return { type: 'interactive', interactive: menu.cards.length === 1 ? oneCard(menu) : cardList(menu) };
  const style =
    choices &&
    tapStyle(
      body,
      choices.options.map(({ label }) => label),
    );
  if (!style) return { type: 'text', text: { body, preview_url: false } };
  const action = style === 'buttons' ? buttonsOf(choices) : listOf(choices, language);
  return {
    type: 'interactive',
    interactive: { type: style === 'list' ? 'list' : 'button', body: { text: body }, action },
  };
}

function buttonsOf({ questionId, options }: Choices) {
  return {
    buttons: options.map(({ id, label }) => ({ type: 'reply', reply: { id: replyId(questionId, id), title: label } })),
  };
}

function listOf({ questionId, options }: Choices, language: string) {
  const rows = options.map(({ id, label }) => listRow(replyId(questionId, id), label));
  return { button: phrasesOf(language).choose, sections: [{ rows }] };
}

/** A list has rows that are tapped, and no other buttons. */
function cardList({ text, choose, cards, more }: Menu) {
  const rows = cards.map(({ title, subtitle, buttons }) => listRow(payloadOf(buttons), title, subtitle));
  const next = more ? [{ id: more.payload, title: more.title }] : [];
  return { type: 'list', body: { text }, action: { button: choose, sections: [{ rows: [...rows, ...next] }] } };
}

/** What opens a page stands in the text as an address; WhatsApp has no button for both. */
function oneCard({ text, cards, more }: Menu) {
  const [{ title, subtitle, buttons }] = cards as [Card];
  const addresses = buttons.flatMap((button) => ('url' in button ? [`${button.title}: ${button.url}`] : []));
  const said = text.startsWith(title) ? [text] : [text, [title, subtitle].filter(Boolean).join('\n')];
  const replies = [...buttons.flatMap((button) => ('payload' in button ? [button] : [])), ...(more ? [more] : [])];
  return {
    type: 'button',
    body: { text: [...said, ...addresses].join('\n\n') },
    action: { buttons: replies.map(({ title, payload }) => ({ type: 'reply', reply: { id: payload, title } })) },
  };
}

function payloadOf(buttons: Card['buttons']): string {
  return buttons.flatMap((button) => ('payload' in button ? [button.payload] : []))[0] ?? '';
}

/** An approved text, with what stands in its gaps. */
export function templateContentOf({ name, language, named, header, body, buttons }: TemplateContent) {
  const texts = (parameters: TemplateContent['body']) =>
    parameters.map((one) => ({ type: 'text', text: one.text, ...(named ? { parameter_name: one.name } : {}) }));
  const components = [
    ...(header.length > 0 ? [{ type: 'header', parameters: texts(header) }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: texts(body) }] : []),
    ...buttons.map(({ index, text }) => ({
      type: 'button',
      sub_type: 'url',
      index: String(index),
      parameters: [{ type: 'text', text }],
    })),
  ];
  return { type: 'template', template: { name, language: { policy: 'deterministic', code: language }, components } };
}
