import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    publicKeyForm: 'The public key has 44 characters, the last of them =.',
    senderForm: 'This is neither a number such as +14155550100 nor the ID of a messaging profile.',
    unknownKey: 'Telnyx does not know this API key.',
    notChecked: (status: number, why: string) => `Telnyx could not check this (${status}): ${why}`,
    noProfile: 'This account has no messaging profile with this ID.',
    profileOff: 'This messaging profile is switched off.',
    noNumber: 'This account has no such number.',
    outsideProfile: 'This number is in no messaging profile, so it can’t send SMS.',
  },
  es: {
    publicKeyForm: 'La clave pública tiene 44 caracteres, el último de ellos =.',
    senderForm: 'No es un número como +14155550100 ni el identificador de un perfil de mensajería.',
    unknownKey: 'Telnyx no conoce esta clave de API.',
    notChecked: (status, why) => `Telnyx no pudo comprobarlo (${status}): ${why}`,
    noProfile: 'Esta cuenta no tiene ningún perfil de mensajería con este identificador.',
    profileOff: 'Este perfil de mensajería está desactivado.',
    noNumber: 'Esta cuenta no tiene ese número.',
    outsideProfile: 'Este número no está en ningún perfil de mensajería, así que no puede enviar SMS.',
  },
});
