import { convert } from 'html-to-text';
import { LRUCache } from 'lru-cache';
import type { ChannelKind } from '#channels/channel.ts';
import { type Approved, contentOfTemplate, textOfTemplate } from '#channels/templates/template.ts';
import type { NewMessage } from './queue.ts';
import { substitute, type TokenValues } from './tokens.ts';

export const campaignEvents = ['invitation', 'completion', 'shortlisted', 'rejected'] as const;
export type CampaignEvent = (typeof campaignEvents)[number];

/** A row of `message_templates`: `body` is plain text for SMS and HTML for e-mail, which may have its plain text beside it. */
export type EventTemplate = {
  event: string;
  channel: string;
  enabled: boolean;
  subject: string;
  body: string;
  plain_text?: string | null;
  /** For WhatsApp, where the text is one that was approved: with what stands in its gaps. */
  approved?: Approved & { id: number; parameters: Record<string, string> };
};

export type EventInput = {
  event: CampaignEvent;
  /** Of the campaign; those of other events and those switched off are passed over. */
  templates: readonly EventTemplate[];
  candidate: {
    id: number;
    firstName: string;
    email: string | null;
    phone: string | null;
    /** From where they wrote by WhatsApp, and whether they can be answered there as one likes. */
    whatsapp?: { address: string; open: boolean } | null;
  };
  /** `chatUsed`: the candidate has opened the web chat, so what concludes an event is also said there. */
  application: { id: number; accessCode: string; others?: Record<string, unknown> | null; chatUsed?: boolean };
  company: { name: string };
  links: { chat: string };
};

/**
 * What goes out to one candidate at an event of their campaign: a message for each channel that is switched on and for
 * which there is an address. Pure. Whether an address may be written to at all is decided when the message leaves.
 */
export function eventMessages(input: EventInput): NewMessage[] {
  const values = tokenValues(input);
  const ofEvent = input.templates.filter((template) => template.event === input.event && template.enabled);
  const enabled = ofEvent.filter(({ approved }) => !approved);
  const messages = enabled.flatMap((template) => {
    const message = fillTemplate(template, values);
    const toAddress = template.channel === 'sms' ? input.candidate.phone : input.candidate.email;
    return toAddress ? [eventMessage(input, template.channel === 'sms' ? 'sms' : 'email', toAddress, message)] : [];
  });
  const approved = ofEvent.find((template) => template.approved)?.approved;
  if (approved) messages.push(...whatsappMessages(input, approved, values, shortestText(enabled, values)));
  const spoken = input.application.chatUsed && input.event !== 'invitation' ? shortestText(enabled, values) : null;
  if (spoken) messages.push(eventMessage(input, 'webchat', null, { subject: null, body: spoken, html: null }));
  return messages;
}

export type Place = { channel: ChannelKind; address: string | null };

/** Who talks with the company in a messenger is told there, where the conversation is open, and not by an SMS beside it. */
export function byMessenger(messages: NewMessage[], place: Place | null): NewMessage[] {
  if (!place || !messengers.has(place.channel) || place.address === null) return messages;
  const { channel, address } = place;
  const there = messages.some((message) => message.channel === channel);
  return messages.flatMap((message) => {
    if (message.channel !== 'sms') return [message];
    return there ? [] : [{ ...message, channel, toAddress: address }];
  });
}

export const messengers: ReadonlySet<ChannelKind> = new Set(['messenger', 'whatsapp', 'wechat']);

/** While they can be answered, in the words of the campaign; else by the approved text. */
function whatsappMessages(
  input: EventInput,
  approved: NonNullable<EventTemplate['approved']>,
  values: TokenValues,
  words: string | null,
): NewMessage[] {
  const { whatsapp, phone } = input.candidate;
  const toAddress = whatsapp?.address ?? phone;
  if (!toAddress) return [];
  if (whatsapp?.open && words)
    return [eventMessage(input, 'whatsapp', toAddress, { subject: null, body: words, html: null })];
  const { body, template } = fillApproved(approved, values);
  return [{ ...eventMessage(input, 'whatsapp', toAddress, { subject: null, body, html: null }), template }];
}

/** An approved text with tokens in its gaps, for one candidate: as it reads, and as the provider is told. */
export function fillApproved(approved: NonNullable<EventTemplate['approved']>, values: TokenValues) {
  const filled = Object.fromEntries(
    Object.entries(approved.parameters).map(([slot, text]) => [slot, substitute(text, values)]),
  );
  return { body: textOfTemplate(approved.parts, filled), template: contentOfTemplate(approved, filled) };
}

/** The values of all tokens for one application; a token without a value is an empty text. */
export function tokenValues(input: Pick<EventInput, 'candidate' | 'application' | 'company' | 'links'>): TokenValues {
  return {
    candidate_name: input.candidate.firstName,
    company: input.company.name,
    access_code: input.application.accessCode,
    messenger_interview_link: input.links.chat,
    webdialout: '',
    webdialout_skip_confirmation: '',
    referee: refereeName(input.application.others),
  };
}

export type FilledTemplate = { subject: string | null; body: string; html: string | null };

/** Tokens filled in. For e-mail `html` is the letter, with the values escaped, and `body` its plain text. */
export function fillTemplate(
  template: Pick<EventTemplate, 'channel' | 'subject' | 'body' | 'plain_text'>,
  values: TokenValues,
): FilledTemplate {
  if (template.channel !== 'email') return { subject: null, body: substitute(template.body, values), html: null };
  return {
    subject: substitute(template.subject, values).replace(/\s+/g, ' ').trim(),
    body: substitute(template.plain_text ?? plainText(template.body), values),
    html: substitute(template.body, values, { escape: 'html' }),
  };
}

const plainTexts = new LRUCache<string, string>({ max: 500 });
const token = /<%=\s*@(\w+)\s*%>/g;

/** The plain text of an HTML letter, its tokens left as they are. Kept: a campaign sends the same letter thousands of times. */
export function plainText(html: string): string {
  const known = plainTexts.get(html);
  if (known !== undefined) return known;
  // A token is no HTML and would not survive the parser, so for its time there it is a word between private characters.
  const marked = html.replace(token, (_, name: string) => `\uE000${name}\uE001`);
  const text = convert(marked, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  }).replace(/\uE000(\w+)\uE001/g, (_, name: string) => `<%= @${name} %>`);
  plainTexts.set(html, text);
  return text;
}

function eventMessage(
  input: EventInput,
  channel: 'sms' | 'email' | 'webchat' | 'whatsapp',
  toAddress: string | null,
  text: FilledTemplate,
): NewMessage {
  return {
    candidateId: input.candidate.id,
    applicationId: input.application.id,
    channel,
    author: 'system',
    purpose: input.event,
    ...text,
    toAddress,
  };
}

/** In the chat the text of the SMS is said, or else the letter's. */
function shortestText(enabled: EventTemplate[], values: TokenValues): string | null {
  const template = enabled.find((one) => one.channel === 'sms') ?? enabled[0];
  return template ? fillTemplate(template, values).body : null;
}

function refereeName(others: Record<string, unknown> | null | undefined): string {
  const text = (key: string) => (typeof others?.[key] === 'string' ? (others[key] as string).trim() : '');
  return text('referee') || [text('referee_first_name'), text('referee_last_name')].filter(Boolean).join(' ');
}
