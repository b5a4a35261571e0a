import { defaultFolderNames } from '#candidates/folders/names.ts';
import type { FixedColumn } from './columns.ts';

export type ExportTexts = {
  columns: Record<FixedColumn, string>;
  moreDetails: string;
  moreAnswers: string;
  spoken: string;
  candidates: string;
  folders: Record<string, string>;
  automaticLabels: Record<string, string>;
};

/** The words of an exported table, in the language of who asks for it. */
const en: ExportTexts = {
  columns: {
    applicationId: 'Application id',
    candidateId: 'Candidate id',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phone: 'Phone',
    campaign: 'Campaign',
    folder: 'Folder',
    reason: 'Reason for the folder',
    labels: 'Labels',
    source: 'Source',
    assignee: 'Assignee',
    added: 'Added',
    completed: 'Completed',
    active: 'Last activity',
    location: 'Location',
    score: 'Score',
    referee: 'Referee',
    refereeEmail: 'Referee’s e-mail',
    refereePhone: 'Referee’s phone',
    refereeId: 'Referee’s id',
    refereeAccount: 'Referee’s account',
    resume: 'Résumé',
    lastMessage: 'Last message',
    details: 'All further details',
    answers: 'Answers, a column for each question',
  },
  moreDetails: 'More details',
  moreAnswers: 'More answers',
  spoken: 'Spoken answer, {time}',
  candidates: 'Candidates',
  folders: defaultFolderNames.en,
  automaticLabels: { duplicate: 'Duplicate', attempted: 'Attempted', half: '50%+' },
};

const es: ExportTexts = {
  columns: {
    applicationId: 'Id de la solicitud',
    candidateId: 'Id del candidato',
    firstName: 'Nombre',
    lastName: 'Apellidos',
    email: 'Correo',
    phone: 'Teléfono',
    campaign: 'Campaña',
    folder: 'Carpeta',
    reason: 'Motivo de la carpeta',
    labels: 'Etiquetas',
    source: 'Origen',
    assignee: 'Persona asignada',
    added: 'Fecha de alta',
    completed: 'Entrevista completada',
    active: 'Última actividad',
    location: 'Ubicación',
    score: 'Puntuación',
    referee: 'Recomendado por',
    refereeEmail: 'Correo de quien recomienda',
    refereePhone: 'Teléfono de quien recomienda',
    refereeId: 'Id de quien recomienda',
    refereeAccount: 'Cuenta de quien recomienda',
    resume: 'Currículum',
    lastMessage: 'Último mensaje',
    details: 'Todos los demás datos',
    answers: 'Respuestas, una columna por pregunta',
  },
  moreDetails: 'Más datos',
  moreAnswers: 'Más respuestas',
  spoken: 'Respuesta hablada, {time}',
  candidates: 'Candidatos',
  folders: defaultFolderNames.es,
  automaticLabels: { duplicate: 'Duplicado', attempted: 'Intentado', half: '50 %+' },
};

export function exportTexts(language: string): ExportTexts {
  return language === 'es' ? es : en;
}
