import type { Phrases } from './phrases.ts';

export const fr: Phrases = {
  welcomeBack: 'Ravi de vous revoir ! Reprenons là où vous en étiez.',
  needText: 'Pour cette question, merci d’écrire votre réponse.',
  needAudio: 'Pour cette question, merci d’enregistrer un message vocal : touchez le micro et parlez.',
  needAudioOrText: 'Merci d’écrire votre réponse ou d’enregistrer un message vocal.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'un nombre entier' : 'un nombre';
    if (min !== undefined && max !== undefined) return `Merci de répondre par ${kind} de ${min} à ${max}.`;
    if (min !== undefined) return `Merci de répondre par ${kind} d’au moins ${min}.`;
    if (max !== undefined) return `Merci de répondre par ${kind} d’au plus ${max}.`;
    return `Merci de répondre par ${kind}, par exemple 12.`;
  },
  needChoice: 'Merci de choisir une de ces réponses :',
  choose: 'Choisir',
  emptyAnswer: 'Je n’ai pas reçu de réponse. Pouvez-vous écrire quelques mots ?',
  gotFiles: (count, name) => {
    if (count > 1) return `J’ai bien reçu vos ${count} fichiers, merci.`;
    return name ? `J’ai bien reçu votre fichier « ${name} », merci.` : 'J’ai bien reçu votre fichier, merci.';
  },
  cannotSkip: 'Il nous faut une réponse à cette question. Pouvez-vous essayer ?',
  handOver:
    'Merci. J’ai prévenu notre équipe et quelqu’un lira votre message. Vous pouvez encore répondre à la question ci-dessus.',
  alreadyDone: 'Vous avez déjà répondu à tout, merci ! Notre équipe lira aussi ce message.',
  alreadyDoneCall: 'Vous avez déjà répondu à tout, merci ! Au revoir.',
  nothingHeard: 'Je n’ai rien entendu.',
  notUnderstood: 'Désolé, je n’ai pas compris.',
  movingOn: 'Continuons.',
  pressKey: 'Appuyez sur une touche de votre téléphone, s’il vous plaît.',
  pressFor: (key, label) => `Pour ${label}, appuyez sur ${key}.`,
  enterNumber: 'Tapez le nombre sur votre téléphone, puis appuyez sur la touche dièse.',
  thenHash: 'Appuyez ensuite sur la touche dièse.',
  starSkips: 'Pour passer cette question, appuyez sur étoile.',
  goodbye: 'Merci. Vous pouvez rappeler quand vous voulez et reprendre ici. Au revoir.',
  personTookOver:
    'Merci de votre appel. Une personne de notre équipe s’occupe de votre entretien et vous contactera. Au revoir.',
  skipWords: ['passer', 'sauter', 'suivant', 'suivante'],
  numberWords: ['zéro', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix'],
  decimalComma: true,
};
