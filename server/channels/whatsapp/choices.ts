const buttons = { most: 3, label: 20 };
const list = { most: 10, label: 24, description: 72 };
const longestText = 1024;

/** As what these choices are shown beneath the text; null where WhatsApp takes them neither as buttons nor as a list. */
export function tapStyle(text: string, labels: string[]): 'buttons' | 'list' | null {
  const longest = Math.max(0, ...labels.map((label) => label.length));
  if (labels.length === 0 || text.length > longestText) return null;
  if (labels.length <= buttons.most && longest <= buttons.label) return 'buttons';
  return labels.length <= list.most && longest <= list.description ? 'list' : null;
}

/** A row of a list; a label that is longer than a title stands beneath its beginning, before what is to be said of it. */
export function listRow(id: string, label: string, more = '') {
  const short = label.length <= list.label;
  const description = [short ? '' : label, more].filter(Boolean).join(' – ');
  const title = short ? label : shorten(label, list.label);
  return description ? { id, title, description: shorten(description, list.description) } : { id, title };
}

function shorten(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, longest - 1)
        .trimEnd()
        .toWellFormed()}…`;
}
