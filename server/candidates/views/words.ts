import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    nameNeeded: 'A view needs a name.',
    nameUnclean: 'This name holds characters that are no text.',
    searchUnclean: 'What is looked for holds characters that are no text.',
    othersView: 'Only an owner or who made it changes a view that all share.',
    notMade: 'Only who made a view can keep it for themselves.',
    tooMany: (most: number) => `There are ${most} views already, which is the most; delete one first.`,
  },
  es: {
    nameNeeded: 'Una vista necesita un nombre.',
    nameUnclean: 'Este nombre contiene caracteres que no son texto.',
    searchUnclean: 'Lo que se busca contiene caracteres que no son texto.',
    othersView: 'Solo un propietario o quien la hizo cambia una vista que todos comparten.',
    notMade: 'Solo quien hizo una vista puede quedársela para sí.',
    tooMany: (most) => `Ya hay ${most} vistas, que es el máximo; elimina una antes.`,
  },
});
