import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    notInSandbox: 'This channel does not end in the sandbox: a provider is connected to it, or none is played here.',
    notOnlyInSandbox:
      'Messages with this person went past the sandbox, by a provider or the web chat. No day can pass for them: that would change what has really happened.',
    noPhone: (text: string) => `${text} is neither a phone number nor an e-mail address.`,
    notThere: 'Nobody can be on this channel with this address.',
    nothingToTap: 'There is nothing of that to be tapped.',
    oneThing: 'Write a text, tap something, or come by a link: one of them.',
    noOpenings: 'On this channel nobody comes by a link or a button: one writes.',
    noMailbox: 'No mailbox is known of the owner of this phone.',
    filesTooLarge: 'The files of a mail may have 10 MB together.',
    noFile: 'Send the file as the body of the request.',
    emptyFile: 'The file is empty.',
    notTaken: 'Only sound, pictures, films and PDF can be sent.',
  },
  es: {
    notInSandbox: 'Este canal no termina en la zona de pruebas: tiene un proveedor conectado o aquí no hay ninguno.',
    notOnlyInSandbox:
      'Con esta persona hubo mensajes fuera de la zona de pruebas, por un proveedor o por el chat web. Para ella no puede pasar un día: cambiaría lo que ocurrió de verdad.',
    noPhone: (text) => `${text} no es ni un número de teléfono ni una dirección de correo.`,
    notThere: 'Nadie puede estar en este canal con esta dirección.',
    nothingToTap: 'Ahí no hay nada así que se pueda tocar.',
    oneThing: 'Escribe un texto, toca algo o entra por un enlace: una sola cosa.',
    noOpenings: 'En este canal nadie entra por un enlace ni por un botón: se escribe.',
    noMailbox: 'No se conoce ningún buzón de la persona de este teléfono.',
    filesTooLarge: 'Los archivos de un correo pueden ocupar 10 MB en total.',
    noFile: 'Envía el archivo como cuerpo de la petición.',
    emptyFile: 'El archivo está vacío.',
    notTaken: 'Solo se pueden enviar audio, imágenes, vídeos y PDF.',
  },
});
