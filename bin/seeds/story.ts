import { substitute } from '#conversations/tokens.ts';
import { defaultInterview } from '../../server/campaigns/templates/default-interview.ts';
import { predefinedTexts } from '../../server/campaigns/templates/predefined.ts';
import { detailsOf } from './details.ts';
import type { Random } from './random.ts';
import { type Voice, voices } from './voices.ts';

/** One application as it came about: what was said and done, in order, with the times in milliseconds. */
export type Story = {
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  source: string;
  others: Record<string, string>;
  folder: string;
  addedAt: number;
  completedAt: number | null;
  lastActivityAt: number;
  unread: boolean;
  messages: StoryMessage[];
  events: {
    kind: string;
    actor: 'user' | 'candidate' | 'bot' | 'system' | 'api';
    user: number | null;
    data: object;
    at: number;
  }[];
  answers: {
    questionId: string;
    position: number;
    kind: 'text' | 'choice';
    text: string;
    choiceId: string | null;
    at: number;
  }[];
  comments: { user: number; body: string; at: number }[];
  labels: ('duplicate' | 'attempted' | 'half')[];
  startedAt: number | null;
  assignee: number | null;
};

export type StoryMessage = {
  direction: 'in' | 'out';
  author: 'candidate' | 'bot' | 'user' | 'system';
  user: number | null;
  channel: 'sms' | 'email' | 'webchat';
  purpose: string;
  subject: string | null;
  body: string;
  status: string;
  at: number;
};

type Context = {
  random: Random;
  now: number;
  language: 'en' | 'es';
  voiceNames: string[];
  company: string;
  teamSize: number;
  serial: number;
};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const sources = ['Public API', 'Public API', 'Careers site', 'Facebook', 'CSV', 'Referral', 'Job fair'];
const fates = [
  'invited',
  'invited',
  'invited',
  'attempted',
  'half',
  'completed',
  'completed',
  'completed',
  'completed',
  'shortlisted',
  'shortlisted',
  'rejected',
  'on_hold',
  'hired',
  'no_response',
] as const;
const remarks = {
  en: [
    'Clear voice, good English.',
    'Asked about the night shift; call back.',
    'Strong answers, invite to the assessment.',
    'Lives far away, check the commute.',
  ],
  es: [
    'Se expresa muy bien.',
    'Pregunta por el turno de noche; llamarle.',
    'Buenas respuestas, citar a evaluación.',
    'Vive lejos, revisar el traslado.',
  ],
};
const replies = {
  en: [
    'Thanks for your question! It is on site, five days a week.',
    'We will call you tomorrow morning.',
    'Could you send us your résumé as well?',
  ],
  es: [
    '¡Gracias por tu pregunta! Es presencial, cinco días a la semana.',
    'Te llamaremos mañana por la mañana.',
    '¿Podrías enviarnos también tu currículum?',
  ],
};

export function tellStory(context: Context): Story {
  const { random, now } = context;
  const voiceName = random.pick(context.voiceNames);
  const voice = voices[voiceName] as Voice;
  const fate = random.pick(fates);
  // Denser towards today, as in a campaign that grows; at least an hour ago so that something could happen since.
  const addedAt = now - 2 * hour - Math.floor(random.next() ** 1.6 * 27 * day);
  const story = begin(context, voice, addedAt);
  Object.assign(story.others, detailsOf({ ...context, voiceName, addedAt }));
  const answered =
    fate === 'invited' || fate === 'no_response' ? 0 : fate === 'attempted' ? 1 : fate === 'half' ? 2 : 3;
  if (answered > 0) interview(context, voice, story, answered);
  if (story.completedAt) decide(context, voice, story, fate);
  else if (fate === 'no_response') story.folder = 'no_response';
  return story;
}

function begin({ random, language, company, serial }: Context, voice: Voice, addedAt: number): Story {
  const firstName = random.pick(voice.given);
  const lastName = random.pick(voice.family);
  const phone = random.chance(0.93)
    ? `${random.pick(voice.phone)}${String(1_000_000 + ((serial * 7919) % 9_000_000))}`
    : null;
  const email = phone === null || random.chance(0.7) ? `candidate.${serial}@mail.example` : null;
  const source = random.pick(sources);
  const texts = predefinedTexts(language);
  const fill = (text: string) =>
    text
      .replaceAll('<%= @candidate_name %>', firstName)
      .replaceAll('<%= @company %>', company)
      .replaceAll('<%= @messenger_interview_link %>', '…');
  const sent = {
    direction: 'out' as const,
    author: 'system' as const,
    user: null,
    purpose: 'invitation',
    status: 'delivered',
    at: addedAt + 2000,
  };
  const messages: StoryMessage[] = [];
  if (phone) messages.push({ ...sent, channel: 'sms', subject: null, body: fill(texts.invitation.sms) });
  if (email)
    messages.push({
      ...sent,
      channel: 'email',
      subject: fill(texts.invitation.subject),
      body: fill(texts.invitation.letter.filter((line) => line !== '{link}').join('\n\n')),
    });
  const actor = source === 'Public API' || source === 'Careers site' ? ('api' as const) : ('system' as const);
  return {
    firstName,
    lastName,
    email,
    phone,
    source,
    others:
      source === 'Referral'
        ? {
            referee_first_name: random.pick(voice.given),
            referee_last_name: random.pick(voice.family),
            referee_id: `E${1000 + random.below(9000)}`,
          }
        : {},
    folder: 'inbox',
    addedAt,
    completedAt: null,
    lastActivityAt: addedAt,
    unread: false,
    messages,
    events: [
      { kind: 'added', actor, user: null, data: { source }, at: addedAt },
      { kind: 'invited', actor: 'system', user: null, data: {}, at: addedAt + 1000 },
    ],
    answers: [],
    comments: [],
    labels: [],
    startedAt: null,
    assignee: null,
  };
}

/** Opens the chat some minutes to hours later and answers so many of the three questions, minutes apart. */
function interview({ random, now, language, company }: Context, voice: Voice, story: Story, answers: number): void {
  const { questions, greeting, closing } = defaultInterview(language);
  let at = between(random, story.addedAt + minute, story.addedAt + 20 * hour, now - 40 * minute);
  const say = (author: 'bot' | 'candidate', body: string) => {
    story.messages.push({
      direction: author === 'bot' ? 'out' : 'in',
      author,
      user: null,
      channel: 'webchat',
      purpose: 'interview',
      subject: null,
      body,
      status: author === 'bot' ? 'read' : 'received',
      at,
    });
  };
  story.startedAt = at;
  story.events.push({ kind: 'interview-started', actor: 'candidate', user: null, data: { version: 1 }, at });
  const filled = (text: string) => substitute(text, { candidate_name: story.firstName, company });
  say('bot', filled(greeting));
  for (const [position, question] of questions.slice(0, answers).entries()) {
    at += 1000;
    say('bot', question.text);
    at += 20_000 + random.below(3 * minute);
    const choice = question.choices?.[random.below(question.choices.length)];
    const text = choice?.label ?? random.pick(position === 0 ? voice.experience : voice.motivation);
    say('candidate', text);
    story.answers.push({
      questionId: question.id,
      position,
      kind: choice ? 'choice' : 'text',
      text,
      choiceId: choice?.id ?? null,
      at,
    });
    if (position === 0) mark(story, 'attempted', at);
    if (position === 1) mark(story, 'half', at);
  }
  if (answers === questions.length) {
    at += 1000;
    say('bot', filled(closing.text));
    story.completedAt = at;
    story.folder = 'completed';
    story.labels = [];
    story.unread = random.chance(0.4);
    story.events.push({
      kind: 'completed',
      actor: 'candidate',
      user: null,
      data: { from: 'inbox', to: 'completed' },
      at,
    });
  } else say('bot', questions[answers]?.text ?? '');
  story.lastActivityAt = at;
}

/** A moment in this span, sooner rather than later, and never after `latest`. */
function between(random: Random, from: number, to: number, latest: number): number {
  const end = Math.max(from, Math.min(to, latest));
  return Math.floor(from + random.next() ** 2 * (end - from));
}

function mark(story: Story, kind: 'attempted' | 'half', at: number): void {
  story.labels.push(kind);
  story.events.push({ kind, actor: 'bot', user: null, data: {}, at });
}

const eventOfFolder: Record<string, string> = {
  shortlisted: 'shortlisted',
  rejected: 'rejected',
  hired: 'hired',
  on_hold: 'held',
};

/** What a recruiter did with a completed interview: a note, a word or two, a folder. */
function decide(
  { random, now, language, teamSize }: Context,
  voice: Voice,
  story: Story,
  fate: (typeof fates)[number],
): void {
  const user = random.below(teamSize);
  let at = between(
    random,
    (story.completedAt ?? now) + 2 * minute,
    (story.completedAt ?? now) + 36 * hour,
    now - 10 * minute,
  );
  if (random.chance(0.3)) story.comments.push({ user, body: random.pick(remarks[language]), at });
  if (random.chance(0.25)) {
    const asked = random.pick(voice.question);
    story.messages.push({
      direction: 'in',
      author: 'candidate',
      user: null,
      channel: 'webchat',
      purpose: 'message',
      subject: null,
      body: asked,
      status: 'received',
      at,
    });
    story.lastActivityAt = at;
    story.unread = random.chance(0.5);
    if (!story.unread) {
      at = between(random, at + minute, at + 40 * minute, now - 4 * minute);
      story.messages.push({
        direction: 'out',
        author: 'user',
        user,
        channel: 'webchat',
        purpose: 'message',
        subject: null,
        body: random.pick(replies[language]),
        status: 'read',
        at,
      });
      story.lastActivityAt = at;
    }
  }
  const kind = eventOfFolder[fate];
  if (!kind) return;
  at = between(random, at + minute, at + 20 * minute, now - minute);
  story.assignee = user;
  story.unread = false;
  story.events.push({ kind, actor: 'user', user, data: { from: story.folder, to: fate }, at });
  story.folder = fate;
}
