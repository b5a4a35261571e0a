import type { sending as english } from '../en/sending.ts';
import type { Texts } from '../texts.ts';

export const sending: Texts<typeof english> = {
  hours: 'Horario',
  hoursText:
    'Los mensajes que salen solos, como las invitaciones, esperan a este horario según el reloj del candidato: el de su país y, en Estados Unidos y Canadá, el de su prefijo. Si un número puede estar en varias zonas, tiene que ser de día en todas.',
  hoursOn: 'Esperar al horario',
  hoursNever: 'Los correos, las respuestas del bot y lo que escribe una persona del equipo nunca esperan.',
  open: '{{day}}: pueden salir mensajes',
  from: '{{day}}, desde',
  to: '{{day}}, hasta',
  closed: 'Sin mensajes',
  cap: 'SMS al mes',
  capText:
    'Al llegar al tope no sale ningún SMS hasta el mes siguiente en tu zona horaria ({{zone}}), tampoco respuestas.',
  capLabel: 'Tope, en partes',
  capHint:
    'Un texto de más de 160 caracteres, o de 70 con letras como á o ã, va en varias partes; cada una se paga. Vacío: sin tope.',
  used: 'Este mes se usaron {{used}} de {{cap}} partes.',
  usedNoCap_one: 'Este mes salió {{used}} parte.',
  usedNoCap_other: 'Este mes salieron {{used}} partes.',
  near: 'Ya se usaron cuatro quintos; se avisó a los propietarios.',
  reached: 'Se llegó al tope. No sale ningún SMS.',
  limits: 'Límites contra abusos',
  limitsText:
    'Hay estafadores que hacen que otros envíen SMS a números con los que ganan dinero. Estos límites lo cortan pronto. A números de tarificación especial no se escribe nunca.',
  number: 'Mensajes a un número al día',
  numberHint: 'Una entrevista por SMS necesita unos veinte. Vacío: sin límite.',
  prefix: 'Mensajes por hora a números que empiezan igual',
  prefixHint: 'Vacío: sin límite. Lo que sale automáticamente espera a la hora siguiente.',
  digits: 'Cifras que cuentan como iguales',
  digitsHint: 'Con el código del país: 7 de +63 917 123 4567 son 63 917 12.',
  countries: 'Países',
  countriesText: 'A números de otros países no sale ningún SMS.',
  ownCountries: 'Los de tu empresa y tus campañas: {{countries}}',
  chosenCountries: 'Solo estos',
  chooseCountries: 'Países a los que pueden salir SMS',
  help: 'Respuesta a AYUDA',
  helpText:
    'Quien envía solo AYUDA, HELP o INFO recibe esta respuesta en el idioma de la campaña. ALTO y ALTA, y STOP y START, se cumplen al momento.',
  helpIn: { en: 'En inglés', es: 'En español' },
  helpHint: 'Vacío: el texto que se ve en gris.',
  notSaved: 'No se guardó: mira lo que está marcado.',
};
