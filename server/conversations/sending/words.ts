import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    noTime: 'A time is written like 08:00.',
    hoursReversed: 'The end comes after the beginning.',
    noOpenDay: 'Messages need a day on which they may leave.',
    noWholeNumber: 'This is a whole number.',
    noCountries: 'Choose at least one country.',
  },
  es: {
    noTime: 'Una hora se escribe así: 08:00.',
    hoursReversed: 'El final va después del comienzo.',
    noOpenDay: 'Los mensajes necesitan un día en que puedan salir.',
    noWholeNumber: 'Debe ser un número entero.',
    noCountries: 'Elige al menos un país.',
  },
});
