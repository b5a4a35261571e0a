import { phrasesOf } from '#interviews/engine/phrases/phrases.ts';
import type { Choices, OutgoingMessage } from '../channel.ts';
import { replyId } from '../reply-id.ts';
import { listRow, tapStyle } from './choices.ts';

/** The part of a message that is its text, with buttons or a list where its choices can be tapped. */
export function contentOf({ body, choices, language }: OutgoingMessage) {
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
