import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    nameTaken: 'There is a reason of this name already.',
    tooMany: (most: number) =>
      `There are ${most} reasons for this folder already, which is the most; archive and rename one.`,
    otherOrder: 'The reasons have changed meanwhile; load them again.',
    noReason: 'This is none of the reasons for a move to this folder.',
    reasonNeeded: 'The company wants a reason for this move; choose one.',
    emptySpan: 'The last day is before the first.',
  },
  es: {
    nameTaken: 'Ya hay un motivo con este nombre.',
    tooMany: (most) => `Ya hay ${most} motivos para esta carpeta, que es el máximo; cambia el nombre de uno archivado.`,
    otherOrder: 'Los motivos han cambiado mientras tanto; vuelve a cargarlos.',
    noReason: 'Este no es uno de los motivos para mover a esta carpeta.',
    reasonNeeded: 'La empresa pide un motivo para este paso; elige uno.',
    emptySpan: 'El último día es anterior al primero.',
  },
});
