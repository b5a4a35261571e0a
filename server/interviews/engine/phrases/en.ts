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
  emptyAnswer: 'I did not get an answer. Could you write a few words?',
  handOver:
    'Thank you. I have told our team, and somebody will look at your message. You can still answer the question above.',
  alreadyDone: 'You have answered everything already, thank you! Our team will read this message too.',
  nothingHeard: 'I did not hear anything.',
  pressKey: 'Please press any key on your telephone.',
  goodbye: 'Thank you. You can call again at any time and go on from here. Goodbye.',
  skipWords: ['skip', 'pass', 'next'],
  decimalComma: false,
};
