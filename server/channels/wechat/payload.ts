import type { OutgoingMessage } from '../channel.ts';
import { replyId } from '../reply-id.ts';
import { fitMenu } from './choices.ts';

/** A text, or a menu where its choices can be tapped. */
export function contentOf({ body, choices }: OutgoingMessage) {
  const labels = choices?.options.map(({ label }) => label) ?? [];
  if (!choices || !fitMenu(body, labels)) return textOf(body);
  const list = choices.options.map(({ id, label }) => ({ id: replyId(choices.questionId, id), content: label }));
  return { msgtype: 'msgmenu', msgmenu: { head_content: body, list, tail_content: '' } };
}

/** For accounts that WeChat lets send no menus: what can be answered stands in the text. */
export function plainContentOf({ body, choices }: OutgoingMessage) {
  return textOf([body, ...(choices?.options.map(({ label }) => label) ?? [])].join('\n'));
}

function textOf(content: string) {
  return { msgtype: 'text', text: { content } };
}
