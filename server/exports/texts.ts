/** The words of an exported table, in the language of who asks for it. */
const en = {
  applicationId: 'Application id',
  candidateId: 'Candidate id',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  folder: 'Folder',
  labels: 'Labels',
  source: 'Source',
  added: 'Added',
  completed: 'Completed',
  moreDetails: 'More details',
  spoken: 'Spoken answer, {time}',
  folders: {
    inbox: 'Inbox',
    completed: 'Completed',
    shortlisted: 'Shortlisted',
    on_hold: 'On hold',
    rejected: 'Rejected',
    hired: 'Hired',
    no_campaign: 'No campaign',
    no_response: 'No response',
  } as Record<string, string>,
  automaticLabels: { duplicate: 'Duplicate', attempted: 'Attempted', half: '50%+' } as Record<string, string>,
};

export type ExportTexts = typeof en;

const es: ExportTexts = {
  applicationId: 'Id de la solicitud',
  candidateId: 'Id del candidato',
  firstName: 'Nombre',
  lastName: 'Apellidos',
  email: 'Correo',
  phone: 'Teléfono',
  folder: 'Carpeta',
  labels: 'Etiquetas',
  source: 'Origen',
  added: 'Fecha de alta',
  completed: 'Entrevista completada',
  moreDetails: 'Más datos',
  spoken: 'Respuesta hablada, {time}',
  folders: {
    inbox: 'Entrada',
    completed: 'Completados',
    shortlisted: 'Preseleccionados',
    on_hold: 'En espera',
    rejected: 'Rechazados',
    hired: 'Contratados',
    no_campaign: 'Sin campaña',
    no_response: 'Sin respuesta',
  },
  automaticLabels: { duplicate: 'Duplicado', attempted: 'Intentado', half: '50 %+' },
};

export function exportTexts(language: string): ExportTexts {
  return language === 'es' ? es : en;
}
