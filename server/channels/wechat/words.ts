import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    idForm: 'This ID begins with wx and has 18 characters.',
    tokenForm: 'The token has 3 to 32 letters and digits.',
    keyForm: 'This key has 43 letters and digits.',
    refused: (code: number, why: string) => `WeChat refused this (${code}): ${why}`,
  },
  es: {
    idForm: 'Este identificador empieza por wx y tiene 18 caracteres.',
    tokenForm: 'El token tiene de 3 a 32 letras y cifras.',
    keyForm: 'Esta clave tiene 43 letras y cifras.',
    refused: (code, why) => `WeChat lo rechazó (${code}): ${why}`,
  },
});
