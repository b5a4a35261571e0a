import { campaignRef } from '../channels/campaign-ref.ts';

/** The greeting of an advertisement that leads into Messenger. Meta sends it for the page, to whoever taps it. */
export type Ad = {
  /** Address of an image; empty: there is none. */
  image: string;
  text: string;
  /** Beneath the text, where there is an image. */
  subtitle: string;
  buttons: AdButton[];
};
export type AdButton =
  | { title: string; opens: 'website'; url: string }
  | { title: string; opens: 'campaign'; id: number };

export type AdProblem = 'needed' | 'too_long' | 'no_address' | 'no_campaign';

/** Meta's: a text is short where buttons stand beneath it, and shorter beside an image. */
export const adLimits = { buttons: 3, buttonTitle: 20, text: 1999, textAboveButtons: 640, field: 80 } as const;

export function longestText({ image, buttons }: Pick<Ad, 'image' | 'buttons'>): number {
  if (image.trim()) return adLimits.field;
  return buttons.length > 0 ? adLimits.textAboveButtons : adLimits.text;
}

/** What Meta would not take, by where it stands: `text`, `image`, `subtitle`, `buttons.0.title`, `buttons.0.target`. */
export function adProblems(ad: Ad): Record<string, AdProblem> {
  const { image, text, subtitle, buttons } = ad;
  const problems: [string, AdProblem | null][] = [
    ['text', fieldProblem(text, longestText(ad))],
    ['image', image.trim() && !isAddress(image) ? 'no_address' : null],
    ['subtitle', image.trim() && subtitle.length > adLimits.field ? 'too_long' : null],
    ...buttons.flatMap((button, at): [string, AdProblem | null][] => [
      [`buttons.${at}.title`, fieldProblem(button.title, adLimits.buttonTitle)],
      [`buttons.${at}.target`, targetProblem(button)],
    ]),
  ];
  return Object.fromEntries(problems.filter((one): one is [string, AdProblem] => one[1] !== null));
}

function fieldProblem(text: string, longest: number): AdProblem | null {
  if (!text.trim()) return 'needed';
  return text.trim().length > longest ? 'too_long' : null;
}

function targetProblem(button: AdButton): AdProblem | null {
  if (button.opens === 'website') return isAddress(button.url) ? null : 'no_address';
  return button.id > 0 ? null : 'no_campaign';
}

function isAddress(text: string): boolean {
  return URL.canParse(text.trim()) && /^https:\/\/[^/]/i.test(text.trim());
}

/** What is pasted into the advertisement. */
export function adJson({ image, text, subtitle, buttons }: Ad): string {
  const actions = buttons.map((button) => {
    const title = button.title.trim();
    return button.opens === 'website'
      ? { type: 'web_url', title, url: button.url.trim() }
      : { type: 'postback', title, payload: campaignRef(button.id) };
  });
  const withButtons = actions.length > 0 ? { buttons: actions } : {};
  const element = {
    title: text.trim(),
    image_url: image.trim(),
    ...(subtitle.trim() ? { subtitle: subtitle.trim() } : {}),
    ...withButtons,
  };
  const template = image.trim()
    ? { template_type: 'generic', elements: [element] }
    : { template_type: 'button', text: text.trim(), buttons: actions };
  const isPlain = !image.trim() && actions.length === 0;
  const message = isPlain ? { text: text.trim() } : { attachment: { type: 'template', payload: template } };
  return JSON.stringify({ message }, null, 2);
}
