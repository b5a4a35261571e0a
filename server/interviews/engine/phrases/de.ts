import type { Phrases } from './phrases.ts';

export const de: Phrases = {
  welcomeBack: 'Schön, dass Sie wieder da sind! Machen wir dort weiter, wo Sie aufgehört haben.',
  needText: 'Bitte schreiben Sie Ihre Antwort auf diese Frage.',
  needAudio: 'Bitte sprechen Sie Ihre Antwort auf diese Frage: auf das Mikrofon tippen und sprechen.',
  needAudioOrText: 'Bitte schreiben Sie Ihre Antwort oder nehmen Sie eine Sprachnachricht auf.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'einer ganzen Zahl' : 'einer Zahl';
    if (min !== undefined && max !== undefined) return `Bitte antworten Sie mit ${kind} von ${min} bis ${max}.`;
    if (min !== undefined) return `Bitte antworten Sie mit ${kind} ab ${min}.`;
    if (max !== undefined) return `Bitte antworten Sie mit ${kind} bis höchstens ${max}.`;
    return `Bitte antworten Sie mit ${kind}, zum Beispiel 12.`;
  },
  needChoice: 'Bitte wählen Sie eine dieser Antworten:',
  choose: 'Auswählen',
  emptyAnswer: 'Ich habe keine Antwort erhalten. Können Sie ein paar Worte schreiben?',
  gotFiles: (count, name) => {
    if (count > 1) return `Ihre ${count} Dateien sind angekommen, danke.`;
    return name ? `Ihre Datei „${name}“ ist angekommen, danke.` : 'Ihre Datei ist angekommen, danke.';
  },
  cannotSkip: 'Auf diese Frage brauchen wir eine Antwort. Versuchen Sie es bitte?',
  handOver:
    'Danke. Ich habe unserem Team Bescheid gesagt, jemand wird Ihre Nachricht lesen. Sie können die Frage oben weiterhin beantworten.',
  alreadyDone: 'Sie haben schon alles beantwortet, danke! Unser Team wird auch diese Nachricht lesen.',
  alreadyDoneCall: 'Sie haben schon alles beantwortet, danke! Auf Wiederhören.',
  nothingHeard: 'Ich habe nichts gehört.',
  notUnderstood: 'Das habe ich leider nicht verstanden.',
  movingOn: 'Machen wir weiter.',
  pressKey: 'Bitte drücken Sie eine beliebige Taste Ihres Telefons.',
  pressFor: (key, label) => `Für ${label} drücken Sie die ${key}.`,
  enterNumber: 'Geben Sie die Zahl auf Ihrem Telefon ein und drücken Sie dann die Rautetaste.',
  thenHash: 'Drücken Sie dann die Rautetaste.',
  starSkips: 'Um diese Frage zu überspringen, drücken Sie die Sterntaste.',
  goodbye: 'Danke. Sie können jederzeit wieder anrufen und hier weitermachen. Auf Wiederhören.',
  personTookOver:
    'Danke für Ihren Anruf. Jemand aus unserem Team betreut jetzt Ihr Interview und meldet sich bei Ihnen. Auf Wiederhören.',
  skipWords: ['überspringen', 'weiter', 'auslassen'],
  numberWords: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn'],
  decimalComma: true,
};
