import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    notSendable: 'This template can not be sent: it is not approved, or not any more.',
    gap: 'Something has to stand in each gap of the template.',
    longText: 'This is too long for a gap of a template.',
  },
  es: {
    notSendable: 'Esta plantilla no se puede enviar: no está aprobada o ya no lo está.',
    gap: 'En cada hueco de la plantilla tiene que haber algo.',
    longText: 'Es demasiado largo para un hueco de una plantilla.',
  },
});
