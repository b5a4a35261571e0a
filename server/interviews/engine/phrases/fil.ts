import type { Phrases } from './phrases.ts';

export const fil: Phrases = {
  welcomeBack: 'Maligayang pagbabalik! Ituloy po natin kung saan kayo huminto.',
  needText: 'Para sa tanong na ito, pakisulat po ang inyong sagot.',
  needAudio: 'Para sa tanong na ito, mag-record po ng voice note: pindutin ang mikropono at magsalita.',
  needAudioOrText: 'Pakisulat po ang inyong sagot o mag-record ng voice note.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'buong numero' : 'numero';
    if (min !== undefined && max !== undefined) return `Pakisagot po ng ${kind} mula ${min} hanggang ${max}.`;
    if (min !== undefined) return `Pakisagot po ng ${kind} na ${min} o mas mataas.`;
    if (max !== undefined) return `Pakisagot po ng ${kind} na ${max} o mas mababa.`;
    return `Pakisagot po ng ${kind}, gaya ng 12.`;
  },
  needChoice: 'Pumili po ng isa sa mga ito:',
  choose: 'Pumili',
  emptyAnswer: 'Wala po akong natanggap na sagot. Maaari po ba kayong sumulat ng ilang salita?',
  gotFiles: (count, name) => {
    if (count > 1) return `Natanggap po namin ang ${count} ninyong file, salamat.`;
    return name
      ? `Natanggap po namin ang inyong file na “${name}”, salamat.`
      : 'Natanggap po namin ang inyong file, salamat.';
  },
  cannotSkip: 'Kailangan po namin ng sagot sa tanong na ito. Maaari po ba ninyong subukan?',
  handOver:
    'Salamat po. Sinabihan ko na ang aming team at may babasa ng inyong mensahe. Maaari pa rin ninyong sagutin ang tanong sa itaas.',
  alreadyDone: 'Nasagot na po ninyo ang lahat, salamat! Babasahin din ng aming team ang mensaheng ito.',
  alreadyDoneCall: 'Nasagot na po ninyo ang lahat, salamat! Paalam po.',
  nothingHeard: 'Wala po akong narinig.',
  notUnderstood: 'Pasensya na po, hindi ko naintindihan.',
  movingOn: 'Magpatuloy po tayo.',
  pressKey: 'Pindutin po ang kahit anong numero sa inyong telepono.',
  pressFor: (key, label) => `Para sa ${label}, pindutin ang ${key}.`,
  enterNumber: 'Ilagay po ang numero sa inyong telepono, pagkatapos ay pindutin ang pound key.',
  thenHash: 'Pagkatapos ay pindutin ang pound key.',
  starSkips: 'Para laktawan ang tanong na ito, pindutin ang star.',
  goodbye: 'Salamat po. Maaari kayong tumawag muli anumang oras at magpatuloy mula rito. Paalam po.',
  personTookOver:
    'Salamat po sa pagtawag. May tao na mula sa aming team na nag-aasikaso ng inyong interview at makikipag-ugnayan sa inyo. Paalam po.',
  skipWords: ['laktawan', 'lumaktaw', 'skip', 'sunod'],
  numberWords: ['sero', 'isa', 'dalawa', 'tatlo', 'apat', 'lima', 'anim', 'pito', 'walo', 'siyam', 'sampu'],
  decimalComma: false,
};
