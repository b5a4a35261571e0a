import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    pageIdForm: 'This is an ID of digits alone; it is not the page’s name.',
    wrongSecret: 'This is not the secret of the app that the access token is of.',
    openings: 'Job openings',
    refused: (why: string) => `Meta refused this: ${why}`,
  },
  es: {
    pageIdForm: 'Es un identificador solo de dígitos; no es el nombre de la página.',
    wrongSecret: 'No es la clave secreta de la app de este token de acceso.',
    openings: 'Empleos disponibles',
    refused: (why) => `Meta lo rechazó: ${why}`,
  },
});
