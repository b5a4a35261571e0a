import type { quickReplies as english } from '../en/quick-replies.ts';
import type { Texts } from '../texts.ts';

export const quickReplies: Texts<typeof english> = {
  title: 'Respuestas rápidas',
  open: 'Respuestas rápidas, también con / en un mensaje vacío',
  explained:
    'Textos que envías una y otra vez. En una conversación los encuentras con el botón del rayo o con una barra en un mensaje vacío.',
  search: 'Buscar una respuesta rápida',
  hint: 'Las flechas eligen, Intro inserta, Escape sale.',
  empty: 'Aún no hay respuestas rápidas',
  nothingFound: 'Ninguna respuesta rápida contiene esto.',
  everybodys: 'Empresa',
  own: 'Mía',
  create: 'Nueva respuesta rápida',
  createHere: 'Nueva respuesta rápida con este texto',
  manage: 'Gestionar las respuestas rápidas',
  change: 'Cambiar la respuesta rápida',
  name: 'Nombre',
  nameHint: 'Con él la encuentras.',
  text: 'Texto',
  textHint: 'Lo que se rellena para cada persona: {{tokens}}',
  shared: 'Para toda la empresa',
  ownersOnly: 'Solo una persona propietaria crea lo que usan todos.',
  save: 'Guardar',
  cancel: 'Cancelar',
  edit: 'Cambiar {{name}}',
  delete: 'Eliminar {{name}}',
  deleted: '«{{name}}» se eliminó.',
};
