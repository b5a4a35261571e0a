import type { Phrases } from './phrases.ts';

export const en: Phrases = {
  welcomeBack: 'Welcome back! Let’s go on where you stopped.',
  needText: 'For this question, please write your answer.',
  needAudio: 'For this question, please record a voice note: tap the microphone and speak.',
  needAudioOrText: 'Please write your answer or record a voice note.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'a whole number' : 'a number';
    if (min !== undefined && max !== undefined) return `Please answer with ${kind} from ${min} to ${max}.`;
    if (min !== undefined) return `Please answer with ${kind}, ${min} or more.`;
    if (max !== undefined) return `Please answer with ${kind}, ${max} or less.`;
    return `Please answer with ${kind}, such as 12.`;
  },
  needChoice: 'Please choose one of these:',
  choose: 'Choose',
  emptyAnswer: 'I did not get an answer. Could you write a few words?',
  gotFiles: (count, name) => {
    if (count > 1) return `Got your ${count} files, thank you.`;
    return name ? `Got your file “${name}”, thank you.` : 'Got your file, thank you.';
  },
  cannotSkip: 'We need an answer to this question. Could you give it a try?',
  handOver:
    'Thank you. I have told our team, and somebody will look at your message. You can still answer the question above.',
  alreadyDone: 'You have answered everything already, thank you! Our team will read this message too.',
  alreadyDoneCall: 'You have answered everything already, thank you! Goodbye.',
  nothingHeard: 'I did not hear anything.',
  notUnderstood: 'Sorry, I did not understand that.',
  movingOn: 'Let’s go on.',
  pressKey: 'Please press any key on your telephone.',
  pressFor: (key, label) => `For ${label}, press ${key}.`,
  enterNumber: 'Enter the number on your telephone, then press the hash key.',
  thenHash: 'Then press the hash key.',
  starSkips: 'To skip this question, press star.',
  goodbye: 'Thank you. You can call again at any time and go on from here. Goodbye.',
  personTookOver:
    'Thank you for calling. A person from our team is looking after your interview and will contact you. Goodbye.',
  skipWords: ['skip', 'pass', 'next'],
  numberWords: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  decimalComma: false,
};
