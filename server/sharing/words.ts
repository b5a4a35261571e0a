import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    gone: 'This link does not work, or not any more. Ask whoever gave it to you for a new one.',
    wait: (seconds: number) => `Too many links were tried that do not work. Try again in ${seconds} seconds.`,
    tooManyMails: 'You have sent many of these mails within an hour. Try again later.',
    tooManyShares: (most: number) => `This application has ${most} links already. Revoke some of them first.`,
    notActive: 'This link has ended; make a new one.',
    noVerdict: 'This link is for looking alone.',
    tooManyVerdicts: 'There are many proposals by this link already.',
  },
  es: {
    gone: 'Este enlace no funciona, o ya no. Pide uno nuevo a quien te lo dio.',
    wait: (seconds) => `Se probaron demasiados enlaces que no funcionan. Inténtalo de nuevo en ${seconds} segundos.`,
    tooManyMails: 'Has enviado muchos de estos correos en una hora. Inténtalo más tarde.',
    tooManyShares: (most) => `Esta candidatura ya tiene ${most} enlaces. Revoca alguno primero.`,
    notActive: 'Este enlace ha terminado; crea uno nuevo.',
    noVerdict: 'Este enlace es solo para mirar.',
    tooManyVerdicts: 'Ya hay muchas propuestas con este enlace.',
  },
});
