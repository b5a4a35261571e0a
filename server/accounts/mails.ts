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
  },
};

export type MailKind = 'invitation' | 'reset';

export function mailText(kind: MailKind, language: string, values: Values): MailText {
  return texts[language === 'es' ? 'es' : 'en'][kind](values);
}
