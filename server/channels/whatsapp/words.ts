import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    idForm: 'This is an ID of digits alone; it is not the phone number.',
    wrongSecret: 'This is not the secret of the app that the access token is of.',
    refused: (status: number, why: string) => `Meta refused this (${status}): ${why}`,
  },
  es: {
    idForm: 'Es un identificador solo de dígitos; no es el número de teléfono.',
    wrongSecret: 'No es la clave secreta de la app de este token de acceso.',
    refused: (status, why) => `Meta lo rechazó (${status}): ${why}`,
  },
});
