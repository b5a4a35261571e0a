import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    nameTaken: 'The company has a folder of this name already.',
    nameOfDefault: 'A default folder is called so; choose another name.',
    tooMany: (most: number) => `There are ${most} own folders already, which is the most; delete one first.`,
    defaultFolder: 'The default folders stay as they are.',
    notEmpty: (count: number) =>
      count === 1
        ? 'There is one candidate in this folder; move them elsewhere first.'
        : `There are ${count.toLocaleString('en')} candidates in this folder; move them elsewhere first.`,
    campaignsInUse: (count: number) =>
      `${count === 1 ? 'One candidate' : `${count.toLocaleString('en')} candidates`} of other campaigns ${count === 1 ? 'is' : 'are'} in this folder; move them elsewhere first.`,
    beingCleared:
      'Candidates of a deleted campaign are still being cleared away from this folder; try again in a while.',
    noCampaign: 'One of these campaigns does not exist.',
    otherOrder: 'The folders have changed meanwhile; load them again.',
    notInCampaign: 'This folder is not one of the candidate’s campaign.',
  },
  es: {
    nameTaken: 'La empresa ya tiene una carpeta con este nombre.',
    nameOfDefault: 'Así se llama una carpeta predeterminada; elige otro nombre.',
    tooMany: (most) => `Ya hay ${most} carpetas propias, que es el máximo; elimina una antes.`,
    defaultFolder: 'Las carpetas predeterminadas no se cambian.',
    notEmpty: (count) =>
      count === 1
        ? 'Hay una persona en esta carpeta; muévela antes a otra.'
        : `Hay ${count.toLocaleString('es')} personas en esta carpeta; muévelas antes a otra.`,
    campaignsInUse: (count) =>
      count === 1
        ? 'En esta carpeta hay una persona de otra campaña; muévela antes a otra carpeta.'
        : `En esta carpeta hay ${count.toLocaleString('es')} personas de otras campañas; muévelas antes a otra carpeta.`,
    beingCleared:
      'Aún se están retirando de esta carpeta personas de una campaña eliminada; inténtalo de nuevo dentro de un rato.',
    noCampaign: 'Una de estas campañas no existe.',
    otherOrder: 'Las carpetas han cambiado mientras tanto; vuelve a cargarlas.',
    notInCampaign: 'Esta carpeta no es de la campaña de esta persona.',
  },
});
