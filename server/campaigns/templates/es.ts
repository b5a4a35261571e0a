import type { PredefinedTexts } from './texts.ts';

export const es: PredefinedTexts = {
  invitation: {
    sms: 'Hola <%= @candidate_name %>, gracias por postularte a <%= @company %>. Tu entrevista breve: <%= @messenger_interview_link %>',
    subject: 'Tu entrevista con <%= @company %>',
    letter: [
      'Hola, <%= @candidate_name %>:',
      'Gracias por postularte a <%= @company %>. El siguiente paso es una entrevista breve por chat. Toma unos minutos y puedes hacerla desde tu teléfono cuando te venga bien.',
      '{link}',
      'Si cierras la página, abre este enlace otra vez y sigue donde te quedaste.',
    ],
  },
  completion: {
    sms: '¡Gracias, <%= @candidate_name %>! <%= @company %> ya tiene tus respuestas y te escribirá pronto.',
    subject: 'Recibimos tus respuestas',
    letter: [
      'Hola, <%= @candidate_name %>:',
      'Gracias por completar la entrevista. El equipo de <%= @company %> revisará tus respuestas y te contactará pronto.',
    ],
  },
  shortlisted: {
    sms: '¡Buenas noticias, <%= @candidate_name %>! Has sido preseleccionado en <%= @company %>. Te contactaremos para el siguiente paso.',
    subject: 'Buenas noticias de <%= @company %>',
    letter: [
      'Hola, <%= @candidate_name %>:',
      'Nos gustaron tus respuestas y estás en nuestra lista de preselección. Alguien del equipo te contactará para el siguiente paso.',
    ],
  },
  rejected: {
    sms: 'Hola <%= @candidate_name %>, gracias por tu tiempo. <%= @company %> ha decidido seguir con otras personas para este puesto. Te deseamos lo mejor.',
    subject: 'Tu postulación a <%= @company %>',
    letter: [
      'Hola, <%= @candidate_name %>:',
      'Gracias por el tiempo que nos dedicaste. Para este puesto hemos decidido seguir con otras personas.',
      'Te deseamos lo mejor, y puedes volver a postularte cuando quieras.',
    ],
  },
  startInterview: 'Empezar la entrevista',
  interview: {
    greeting:
      '¡Hola, <%= @candidate_name %>! Gracias por tu interés en <%= @company %>. Tengo unas preguntas cortas para ti.',
    introduction: 'Hola y gracias por llamar. Esta es una entrevista breve sobre el puesto al que te postulaste.',
    privacy:
      'Tus respuestas se grabarán y las escucharán las personas que deciden sobre tu postulación. Pulsa cualquier tecla si estás de acuerdo.',
    instructions:
      'Después de cada pregunta tienes hasta cuatro minutos para responder. Pulsa cualquier tecla al terminar. Pulsa ahora cualquier tecla para empezar.',
    experience: '¿En qué has trabajado hasta ahora? Cuéntanos de tu último trabajo.',
    motivation: '¿Por qué te gustaría este trabajo?',
    start: '¿Cuándo podrías empezar?',
    startChoices: ['De inmediato', 'En dos semanas', 'En un mes o más'],
  },
};
