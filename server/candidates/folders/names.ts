import type { Language } from '#platform/sentences.ts';

/** What people call the default folders, by their key. */
export const defaultFolderNames: Record<Language, Record<string, string>> = {
  en: {
    inbox: 'Inbox',
    completed: 'Completed',
    shortlisted: 'Shortlisted',
    on_hold: 'On hold',
    rejected: 'Rejected',
    hired: 'Hired',
    no_campaign: 'No campaign',
    no_response: 'No response',
  },
  es: {
    inbox: 'Entrada',
    completed: 'Completados',
    shortlisted: 'Preseleccionados',
    on_hold: 'En espera',
    rejected: 'Rechazados',
    hired: 'Contratados',
    no_campaign: 'Sin campaña',
    no_response: 'Sin respuesta',
  },
};
