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
  emptyAnswer: 'No recibí ninguna respuesta. ¿Puedes escribir unas palabras?',
  handOver:
    'Gracias. Avisé a nuestro equipo y alguien leerá tu mensaje. Todavía puedes responder la pregunta de arriba.',
  alreadyDone: 'Ya respondiste todo, ¡gracias! Nuestro equipo también leerá este mensaje.',
  nothingHeard: 'No escuché nada.',
  pressKey: 'Pulsa cualquier tecla de tu teléfono, por favor.',
  goodbye: 'Gracias. Puedes volver a llamar cuando quieras y seguir desde aquí. Adiós.',
  skipWords: ['saltar', 'omitir', 'paso', 'siguiente'],
  decimalComma: true,
};
