/** WeChat says nothing of how much fits into a menu; this much is known to. */
const most = 20;
/** A text may have 2,048 bytes, and most characters of Chinese have three. */
export const longestText = 680;

/** Whether these choices are shown as a menu beneath the text. */
export function fitMenu(text: string, labels: string[]): boolean {
  return labels.length > 0 && labels.length <= most && [text, ...labels].join('\n').length <= longestText;
}
