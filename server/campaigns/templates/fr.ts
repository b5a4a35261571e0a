import type { PredefinedTexts } from './texts.ts';

export const fr: PredefinedTexts = {
  invitation: {
    sms: 'Bonjour <%= @candidate_name %>, merci de postuler chez <%= @company %> ! Votre entretien : <%= @messenger_interview_link %>',
    subject: 'Votre entretien avec <%= @company %>',
    letter: [
      'Bonjour <%= @candidate_name %>,',
      'Merci pour votre candidature chez <%= @company %>. La prochaine étape est un court entretien par chat. Il dure quelques minutes et vous pouvez le passer sur votre téléphone, au moment qui vous convient.',
      '{link}',
      'Si vous fermez la page, ouvrez de nouveau ce lien et reprenez là où vous en étiez.',
    ],
  },
  completion: {
    sms: 'Merci, <%= @candidate_name %> ! <%= @company %> a bien reçu vos réponses et vous recontactera bientôt.',
    subject: 'Nous avons reçu vos réponses',
    letter: [
      'Bonjour <%= @candidate_name %>,',
      'Merci d’avoir terminé l’entretien. L’équipe de <%= @company %> va étudier vos réponses et vous recontactera bientôt.',
    ],
  },
  shortlisted: {
    sms: 'Bonne nouvelle, <%= @candidate_name %> ! <%= @company %> a présélectionné votre candidature. Nous vous contacterons pour la suite.',
    subject: 'Bonne nouvelle de la part de <%= @company %>',
    letter: [
      'Bonjour <%= @candidate_name %>,',
      'Vos réponses nous ont plu et votre candidature est présélectionnée. Une personne de notre équipe vous contactera pour la suite.',
    ],
  },
  rejected: {
    sms: 'Bonjour <%= @candidate_name %>, merci pour le temps que vous nous avez accordé. Pour ce poste, <%= @company %> a retenu d’autres candidatures. Nous vous souhaitons une belle réussite.',
    subject: 'Votre candidature chez <%= @company %>',
    letter: [
      'Bonjour <%= @candidate_name %>,',
      'Merci pour le temps que vous nous avez accordé. Pour ce poste, nous avons retenu d’autres candidatures.',
      'Nous vous souhaitons une belle réussite, et une nouvelle candidature sera toujours la bienvenue.',
    ],
  },
  startInterview: 'Commencer l’entretien',
  interview: {
    greeting:
      'Bonjour <%= @candidate_name %> ! Merci de votre intérêt pour <%= @company %>. J’ai quelques courtes questions à vous poser.',
    introduction:
      'Bonjour et merci de votre appel. Voici un court entretien au sujet du poste pour lequel vous avez postulé.',
    privacy:
      'Vos réponses seront enregistrées et transmises aux personnes qui décident de votre candidature. Appuyez sur une touche si vous êtes d’accord.',
    instructions:
      'Après chaque question, vous avez jusqu’à quatre minutes pour répondre. Appuyez sur une touche quand vous avez terminé. Appuyez maintenant sur une touche pour commencer.',
    experience: 'Quel travail avez-vous fait jusqu’ici ? Parlez-nous de votre dernier emploi.',
    motivation: 'Pourquoi ce travail vous plairait-il ?',
    start: 'Quand pourriez-vous commencer ?',
    startChoices: ['Tout de suite', 'Dans les deux semaines', 'Dans un mois ou plus'],
  },
};
