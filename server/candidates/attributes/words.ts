import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    nameTaken: 'There is an attribute of this name already.',
    keyTaken: 'There is an attribute with this key already.',
    tooMany: (most: number) => `There are ${most} attributes already, which is the most.`,
    sameChoiceTwice: 'Two of the choices are the same.',
    choicesNeeded: 'A choice needs something to choose from.',
    otherOrder: 'The attributes have changed meanwhile; load them again.',
    noNumber: 'This is no number; one looks like 1200 or 7.5.',
    noDate: 'This is no date; one looks like 2027-03-31.',
    noChoice: (choices: string) => `This is none of the choices: ${choices}.`,
    unclean: 'This holds characters that are no text.',
  },
  es: {
    nameTaken: 'Ya hay un atributo con este nombre.',
    keyTaken: 'Ya hay un atributo con esta clave.',
    tooMany: (most) => `Ya hay ${most} atributos, que es el máximo.`,
    sameChoiceTwice: 'Dos de las opciones son iguales.',
    choicesNeeded: 'Hacen falta opciones entre las que elegir.',
    otherOrder: 'Los atributos han cambiado mientras tanto; vuelve a cargarlos.',
    noNumber: 'No es un número; son como 1200 o 7.5.',
    noDate: 'No es una fecha; son como 2027-03-31.',
    noChoice: (choices) => `No es una de las opciones: ${choices}.`,
    unclean: 'Contiene caracteres que no son texto.',
  },
});
