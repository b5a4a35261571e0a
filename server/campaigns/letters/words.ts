import { sentences } from '#platform/sentences.ts';

export const words = sentences({
  en: {
    wrongLink:
      'A link begins with https://, mailto: or tel:, or is a token that is a link, alone, such as <%= @messenger_interview_link %>.',
    wrongPicture: 'A picture is uploaded, or has an address that begins with https://.',
    wrongColour: 'A colour is written as #1f5f8b.',
    wrongDocument: 'This mail is not written as the editor writes it.',
    labelNeeded: 'Say where it leads.',
    unsafeElement: (name: string) => `Mails can not hold <${name}>; take it out.`,
    unsafeAttribute: (name: string) => `Mails can not run anything: take the attribute "${name}" out.`,
    unsafeAddress: (name: string) =>
      `The address in "${name}" does not work in mails: it begins with https://, mailto: or tel:, and pictures with https://.`,
    unsafeStyle: (what: string) => `Mails can not have "${what}" in a style; take it out.`,
    tokenInAttribute: (token: string) =>
      `The token @${token} can stand in the text, or alone as the address of a link if it is a link; not in other attributes, styles or comments.`,
    pictureGone: 'This picture is not there any more. Upload it again.',
    noPicture: 'By its content this is no PNG, JPEG, GIF or WebP picture.',
    refused: 'This mail can not be kept as it is.',
    nameNeeded: 'A template needs a name.',
    nameTaken: 'There is a template of this name already.',
    tooManyTemplates: (most: number) => `There are ${most} templates already. Delete some you no longer use.`,
    testSubject: (subject: string) => `[Test] ${subject}`,
  },
  es: {
    wrongLink:
      'Un enlace empieza por https://, mailto: o tel:, o es una variable que es un enlace, sola, como <%= @messenger_interview_link %>.',
    wrongPicture: 'Una imagen se sube, o tiene una dirección que empieza por https://.',
    wrongColour: 'Un color se escribe como #1f5f8b.',
    wrongDocument: 'Este correo no está escrito como lo escribe el editor.',
    labelNeeded: 'Di adónde lleva.',
    unsafeElement: (name) => `Los correos no pueden llevar <${name}>; quítalo.`,
    unsafeAttribute: (name) => `Los correos no pueden ejecutar nada: quita el atributo «${name}».`,
    unsafeAddress: (name) =>
      `La dirección en «${name}» no funciona en correos: empieza por https://, mailto: o tel:, y las imágenes por https://.`,
    unsafeStyle: (what) => `Los correos no pueden llevar «${what}» en un estilo; quítalo.`,
    tokenInAttribute: (token) =>
      `La variable @${token} puede estar en el texto, o sola como dirección de un enlace si es un enlace; no en otros atributos, estilos ni comentarios.`,
    pictureGone: 'Esta imagen ya no está. Vuelve a subirla.',
    noPicture: 'Por su contenido no es una imagen PNG, JPEG, GIF ni WebP.',
    refused: 'Este correo no se puede guardar tal como está.',
    nameNeeded: 'Una plantilla necesita un nombre.',
    nameTaken: 'Ya hay una plantilla con este nombre.',
    tooManyTemplates: (most) => `Ya hay ${most} plantillas. Elimina las que no uses.`,
    testSubject: (subject) => `[Prueba] ${subject}`,
  },
});
