import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    wrongSignature: 'The signature of this request is missing or wrong.',
    postOnly: 'Webhooks arrive here by POST.',
    wrongHandshake: 'This is not the word that was agreed on.',
    wrongProvider: 'This provider does not serve this channel.',
    senderTaken: (sender: string) => `${sender} is connected to another company here. Disconnect it there first.`,
    notAsked: (why: string) => `The provider could not be asked: ${why}`,
    notReachable: (url: string) =>
      `A provider must be able to reach this installation, which calls itself ${url}. The operator sets PUBLIC_URL to its address on the internet.`,
  },
  es: {
    wrongSignature: 'Falta la firma de esta petición o no es correcta.',
    postOnly: 'Los webhooks llegan aquí por POST.',
    wrongHandshake: 'Esta no es la palabra acordada.',
    wrongProvider: 'Este proveedor no sirve este canal.',
    senderTaken: (sender) => `${sender} está conectado a otra empresa aquí. Desconéctalo allí primero.`,
    notAsked: (why) => `No se pudo preguntar al proveedor: ${why}`,
    notReachable: (url) =>
      `Un proveedor tiene que poder llegar a esta instalación, que se presenta como ${url}. Quien la opera pone en PUBLIC_URL su dirección en internet.`,
  },
});
