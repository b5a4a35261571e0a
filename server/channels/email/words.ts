import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    hostForm: 'A server has a name such as mail.example.com.',
    portForm: 'A port is a number from 1 to 65535.',
    addressForm: 'This is no e-mail address.',
    secretForm: 'A secret of the webhook has 16 characters or more.',
    unknownHost: (host: string) => `There is no server ${host}, or its name can not be looked up now.`,
    privateHost: (host: string) =>
      `${host} is inside a private network. The operator of this installation can allow it in PRIVATE_HOSTS.`,
    notReached: (host: string, why: string) => `${host} does not answer at this port: ${why}`,
    wrongSecurity: (host: string, why: string) =>
      `${host} speaks another kind of encryption here, or its certificate is not valid: ${why}`,
    needsEncryption: 'Without encryption anybody on the way could read the password. Choose STARTTLS or TLS.',
    wrongPassword: (host: string, why: string) => `${host} does not let this user in with this password: ${why}`,
    notTaken: (host: string, why: string) => `${host} refused: ${why}`,
    noMailbox: (name: string, why: string) => `There is no folder ${name} that can be read: ${why}`,
    noWebhook: 'This connection takes no mail by webhook: it has no secret for one.',
    mailUnreadable: 'This mail can not be read: it takes longer than any mail should.',
    wrongTime: 'The header X-Parley-Timestamp is missing, or more than five minutes from now.',
    wrongMailSignature: 'The header X-Parley-Signature is missing or wrong.',
  },
  es: {
    hostForm: 'Un servidor tiene un nombre como mail.example.com.',
    portForm: 'Un puerto es un número del 1 al 65535.',
    addressForm: 'Esto no es una dirección de correo.',
    secretForm: 'La clave del webhook tiene 16 caracteres o más.',
    unknownHost: (host) => `No existe el servidor ${host} o ahora no se puede averiguar su dirección.`,
    privateHost: (host) =>
      `${host} está en una red privada. Quien opera esta instalación lo puede permitir en PRIVATE_HOSTS.`,
    notReached: (host, why) => `${host} no responde en este puerto: ${why}`,
    wrongSecurity: (host, why) => `${host} usa aquí otro tipo de cifrado o su certificado no es válido: ${why}`,
    needsEncryption: 'Sin cifrado, cualquiera en el camino podría leer la contraseña. Elige STARTTLS o TLS.',
    wrongPassword: (host, why) => `${host} no deja entrar a este usuario con esta contraseña: ${why}`,
    notTaken: (host, why) => `${host} lo rechazó: ${why}`,
    noMailbox: (name, why) => `No hay ninguna carpeta ${name} que se pueda leer: ${why}`,
    noWebhook: 'Esta conexión no recibe correo por webhook: no tiene clave para ello.',
    mailUnreadable: 'Este correo no se puede leer: tarda más de lo que debería tardar ninguno.',
    wrongTime: 'Falta la cabecera X-Parley-Timestamp o se aleja más de cinco minutos de la hora actual.',
    wrongMailSignature: 'Falta la cabecera X-Parley-Signature o no es correcta.',
  },
});
