const most = 13;
const longest = 20;

/** Whether Messenger takes these as quick replies. */
export function fitQuickReplies(labels: string[]): boolean {
  const fit = labels.every((label) => label.length <= longest) && new Set(labels).size === labels.length;
  return labels.length > 0 && labels.length <= most && fit;
}
