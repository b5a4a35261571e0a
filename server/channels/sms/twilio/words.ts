import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    accountSidForm: 'It begins with AC, followed by 32 digits and letters from a to f.',
    senderForm: 'This is a number such as +14155550100, or a messaging service’s SID that begins with MG.',
    unknownCredentials: 'Twilio does not know this account SID with this auth token.',
    notChecked: (status: number, why: string) => `Twilio could not check this (${status}): ${why}`,
    accountNotActive: (status: string) => `Twilio says that this account is ${status}.`,
    noService: 'This account has no messaging service with this SID.',
    noNumber: 'This account has no such number.',
    noSms: 'This number can’t send SMS.',
  },
  es: {
    accountSidForm: 'Empieza por AC y siguen 32 cifras y letras de la a a la f.',
    senderForm: 'Es un número como +14155550100, o el SID de un servicio de mensajería, que empieza por MG.',
    unknownCredentials: 'Twilio no conoce este Account SID con este Auth token.',
    notChecked: (status, why) => `Twilio no pudo comprobarlo (${status}): ${why}`,
    accountNotActive: (status) => `Twilio dice que esta cuenta está en estado «${status}».`,
    noService: 'Esta cuenta no tiene ningún servicio de mensajería con este SID.',
    noNumber: 'Esta cuenta no tiene este número.',
    noSms: 'Este número no puede enviar SMS.',
  },
});
