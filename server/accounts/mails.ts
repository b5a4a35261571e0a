/** Mails of the program itself, in the reader's language. */
export type MailText = { subject: string; paragraphs: string[]; button: { label: string; link: string } };

type Values = { name: string; company: string; link: string };

const texts = {
  en: {
    invitation: ({ name, company, link }: Values): MailText => ({
      subject: `Your account at ${company}`,
      paragraphs: [
        `Hello ${name},`,
        `${company} uses Parley to talk with candidates and has made an account for you. Choose a password to begin. The link works for 14 days.`,
      ],
      button: { label: 'Choose a password', link },
    }),
    reset: ({ name, link }: Values): MailText => ({
      subject: 'A new password',
      paragraphs: [
        `Hello ${name},`,
        'Somebody, probably you, asked for a new password. The link works for one hour. If it was not you, nothing has changed and you need not do anything.',
      ],
      button: { label: 'Set a new password', link },
    }),
    channel: ({ name, company, link }: Values): MailText => ({
      subject: 'Messages to candidates are waiting',
      paragraphs: [
        `Hello ${name},`,
        `A provider by which ${company} writes to candidates refuses everything: the account or the sender needs you. Messages wait until that is put right; none is lost. What it says stands in the settings.`,
      ],
      button: { label: 'Look at the channels', link },
    }),
    'sms-cap': ({ name, company, link }: Values): MailText => ({
      subject: 'This month’s SMS are nearly used up',
      paragraphs: [
        `Hello ${name},`,
        `${company} has used four fifths of the SMS that it allows itself this month. When the cap is reached, no SMS leaves until the next month, answers to candidates included. You can raise the cap in the settings.`,
      ],
      button: { label: 'Look at the cap', link },
    }),
  },
  es: {
    invitation: ({ name, company, link }: Values): MailText => ({
      subject: `Tu cuenta en ${company}`,
      paragraphs: [
        `Hola, ${name}:`,
        `${company} usa Parley para hablar con sus candidatos y creó una cuenta para ti. Elige una contraseña para empezar. El enlace vale 14 días.`,
      ],
      button: { label: 'Elegir contraseña', link },
    }),
    reset: ({ name, link }: Values): MailText => ({
      subject: 'Una contraseña nueva',
      paragraphs: [
        `Hola, ${name}:`,
        'Alguien, seguramente tú, pidió una contraseña nueva. El enlace vale una hora. Si no fuiste tú, nada ha cambiado y no tienes que hacer nada.',
      ],
      button: { label: 'Poner una contraseña nueva', link },
    }),
    channel: ({ name, company, link }: Values): MailText => ({
      subject: 'Hay mensajes para candidatos en espera',
      paragraphs: [
        `Hola, ${name}:`,
        `Un proveedor por el que ${company} escribe a sus candidatos lo rechaza todo: la cuenta o el remitente te necesitan. Los mensajes esperan hasta que se corrija; no se pierde ninguno. Lo que dice está en los ajustes.`,
      ],
      button: { label: 'Ver los canales', link },
    }),
    'sms-cap': ({ name, company, link }: Values): MailText => ({
      subject: 'Los SMS de este mes están por agotarse',
      paragraphs: [
        `Hola, ${name}:`,
        `${company} ya usó cuatro quintos de los SMS que se permite este mes. Al llegar al tope no sale ningún SMS hasta el mes siguiente, tampoco las respuestas a candidatos. Puedes subir el tope en los ajustes.`,
      ],
      button: { label: 'Ver el tope', link },
    }),
  },
};

export const mailKinds = ['invitation', 'reset', 'channel', 'sms-cap'] as const;
export type MailKind = (typeof mailKinds)[number];

export function mailText(kind: MailKind, language: string, values: Values): MailText {
  return texts[language === 'es' ? 'es' : 'en'][kind](values);
}
