import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    switchedOff: 'An owner has switched exports off for managers.',
    ownersOnly: 'Only an owner may export the whole database.',
    noColumns: 'Choose at least one column.',
    tooMany: (most: number) => `${most} of your exports are under way. Wait until one of them is done, or cancel it.`,
    tooManyHere: (most: number) => `${most} exports are under way in this company. Wait until one of them is done.`,
    over: 'This export has ended already.',
    notReady: 'This export has no file, or has none any more.',
    outOfReach: 'You no longer have access to everybody in this table. Export it again.',
    failed: 'Something went wrong on our side and the table could not be written. Try again.',
    noAccess: 'You have no access to this any more, so the table was not written.',
  },
  es: {
    switchedOff: 'Un propietario ha desactivado las exportaciones para los gestores.',
    ownersOnly: 'Solo un propietario puede exportar toda la base de datos.',
    noColumns: 'Elige al menos una columna.',
    tooMany: (most) => `Tienes ${most} exportaciones en marcha. Espera a que termine alguna o cancélala.`,
    tooManyHere: (most) => `Hay ${most} exportaciones en marcha en esta empresa. Espera a que termine alguna.`,
    over: 'Esta exportación ya ha terminado.',
    notReady: 'Esta exportación no tiene archivo, o ya no lo tiene.',
    outOfReach: 'Ya no tienes acceso a todas las personas de esta tabla. Expórtala de nuevo.',
    failed: 'Algo falló por nuestra parte y no se pudo escribir la tabla. Inténtalo de nuevo.',
    noAccess: 'Ya no tienes acceso a esto, así que la tabla no se escribió.',
  },
});
