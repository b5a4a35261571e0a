import type { Phrases } from './phrases.ts';

export const es: Phrases = {
  welcomeBack: '¡Qué bueno que volviste! Sigamos donde te quedaste.',
  needText: 'En esta pregunta, escribe tu respuesta, por favor.',
  needAudio: 'En esta pregunta, graba una nota de voz, por favor: toca el micrófono y habla.',
  needAudioOrText: 'Escribe tu respuesta o graba una nota de voz, por favor.',
  needNumber: (min, max, integer) => {
    const kind = integer ? 'un número entero' : 'un número';
    if (min !== undefined && max !== undefined) return `Responde con ${kind} de ${min} a ${max}, por favor.`;
    if (min !== undefined) return `Responde con ${kind}, ${min} o más, por favor.`;
    if (max !== undefined) return `Responde con ${kind}, ${max} o menos, por favor.`;
    return `Responde con ${kind}, por ejemplo 12, por favor.`;
  },
  needChoice: 'Elige una de estas opciones, por favor:',
  choose: 'Elegir',
  emptyAnswer: 'No recibí ninguna respuesta. ¿Puedes escribir unas palabras?',
  gotFiles: (count, name) => {
    if (count > 1) return `Recibí tus ${count} archivos, gracias.`;
    return name ? `Recibí tu archivo «${name}», gracias.` : 'Recibí tu archivo, gracias.';
  },
  cannotSkip: 'Necesitamos una respuesta a esta pregunta. ¿Puedes intentarlo?',
  handOver:
    'Gracias. Avisé a nuestro equipo y alguien leerá tu mensaje. Todavía puedes responder la pregunta de arriba.',
  alreadyDone: 'Ya respondiste todo, ¡gracias! Nuestro equipo también leerá este mensaje.',
  alreadyDoneCall: 'Ya respondiste todo, ¡gracias! Adiós.',
  nothingHeard: 'No escuché nada.',
  notUnderstood: 'Perdón, no entendí.',
  movingOn: 'Sigamos.',
  pressKey: 'Pulsa cualquier tecla de tu teléfono, por favor.',
  pressFor: (key, label) => `Para ${label}, pulsa ${key}.`,
  enterNumber: 'Marca el número en tu teléfono y después la tecla numeral.',
  thenHash: 'Después pulsa la tecla numeral.',
  starSkips: 'Para saltar esta pregunta, pulsa asterisco.',
  goodbye: 'Gracias. Puedes volver a llamar cuando quieras y seguir desde aquí. Adiós.',
  personTookOver:
    'Gracias por llamar. Una persona de nuestro equipo lleva ahora tu entrevista y se pondrá en contacto contigo. Adiós.',
  skipWords: ['saltar', 'omitir', 'paso', 'siguiente'],
  numberWords: ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'],
  decimalComma: true,
};
