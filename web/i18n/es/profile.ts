import type { profile as source } from '../en/profile.ts';
import type { Texts } from '../texts.ts';

export const profile: Texts<typeof source> = {
  responses: 'Respuestas',
  details: 'Datos',
  noInterview: 'Sin campaña no hay entrevista.',
  notAnswered: 'Sin respuesta aún',
  voiceAnswer: 'Respuesta hablada',
  candidateId: 'Id del candidato',
  applicationId: 'Id de la postulación',
  accessCode: 'Código de acceso (PIN)',
  source: 'Origen',
  assignee: 'Responsable',
  nobodyAssigned: 'Nadie',
  otherApplications: 'Otras postulaciones',
  merge: {
    open: 'Unir con otra persona…',
    title: '¿Quién es la misma persona que {{name}}?',
    search: 'Busca por nombre, correo, teléfono o id',
    nobody: 'No se encuentra a nadie más. Busca por otra parte del nombre, un correo o un teléfono.',
    people: 'Personas encontradas',
    applications_one: '{{count}} candidatura',
    applications_other: '{{count}} candidaturas',
    keep: 'De quién quedan el nombre y los datos de contacto',
    explain:
      'Las candidaturas, los mensajes, los comentarios y las direcciones de {{merged}} pasan a {{kept}}. Puedes deshacerlo cuando quieras.',
    confirm: 'Unir',
    done: '{{merged}} y {{kept}} son ahora la misma persona.',
    undo: 'Deshacer la unión',
    undone: '{{name}} vuelve a estar por separado.',
    list: 'Unida con',
  },
  fields: { firstName: 'Nombre', lastName: 'Apellidos', email: 'Correo', phone: 'Teléfono' },
  edit: 'Editar {{what}}',
  campaign: 'Campaña',
  resume: 'Currículum',
};
