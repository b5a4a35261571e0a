/** What comes back when it is tapped: also of an older message, so it says which question it answers. */
export function replyId(questionId: string, choiceId: string): string {
  return new URLSearchParams({ question: questionId, choice: choiceId }).toString();
}

/** Null where it was not made here. */
export function readReplyId(id: string): { questionId: string; choiceId: string } | null {
  const parts = new URLSearchParams(id);
  const [questionId, choiceId] = [parts.get('question'), parts.get('choice')];
  return questionId && choiceId ? { questionId, choiceId } : null;
}
