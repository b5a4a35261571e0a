import type { signIn as english } from '../en/sign-in.ts';
import type { Texts } from '../texts.ts';

export const signIn: Texts<typeof english> = {
  email: 'Correo electrónico',
  password: 'Contraseña',
  newPassword: 'Contraseña nueva',
  yourName: 'Tu nombre',
  passwordHint: 'Al menos {{count}} caracteres. Unas palabras sin relación hacen una buena.',
  showPassword: 'Mostrar la contraseña',
  backToSignIn: 'Volver a iniciar sesión',
  language: 'Idioma',
  required: 'Este dato hace falta.',
  emailInvalid: 'Escribe una dirección completa, como ana@example.com.',
  passwordShort: 'Usa al menos {{count}} caracteres.',
  enter: {
    title: 'Iniciar sesión',
    subtitle: 'en la contratación de tu empresa',
    submit: 'Entrar',
    forgot: '¿Olvidaste tu contraseña?',
    passwordChanged: 'Tu contraseña ha cambiado. Entra con la nueva.',
  },
  forgot: {
    title: '¿Olvidaste tu contraseña?',
    subtitle: 'Te enviaremos un enlace para crear otra.',
    submit: 'Enviar el enlace',
    sentTitle: 'Mira tu correo',
    sentText:
      'Si {{email}} tiene una cuenta, el enlace va en camino. ¿No llega en unos minutos? Mira el correo no deseado o pregunta al propietario de la cuenta de tu empresa.',
  },
  reset: {
    title: 'Crea una contraseña nueva',
    subtitle: 'Después, entra con ella.',
    submit: 'Guardar la contraseña',
    noToken: 'Este enlace está incompleto. Ábrelo otra vez desde el correo o pide uno nuevo.',
    askAgain: 'Pedir otro enlace',
  },
  invitation: {
    title: 'Únete a {{company}}',
    subtitle: 'Te invitaron como {{email}}.',
    submit: 'Crear mi cuenta',
    invalidTitle: 'Esta invitación no se puede usar',
    invalidText: 'Puede que haya caducado o que ya se usara. Pide una nueva a quien te invitó.',
  },
  setup: {
    title: 'Te damos la bienvenida a Parley',
    subtitle: 'Configura tu empresa y la cuenta de su propietario.',
    company: 'Tu empresa',
    companyName: 'Nombre de la empresa',
    country: 'País',
    timeZone: 'Zona horaria',
    language: 'Idioma',
    owner: 'Tú, el propietario',
    submit: 'Crear la empresa',
    nothingFound: 'Sin resultados',
    noToken: 'Abre el enlace que mostró el terminal al arrancar el programa: contiene el código de un solo uso.',
    doneTitle: 'Parley ya está configurado',
    doneText:
      'Entra con tu cuenta o pide al propietario que te invite. Quien opera Parley crea otra empresa con «npx parley company create»; los ejemplos sembrados cuentan como empresa.',
  },
};
