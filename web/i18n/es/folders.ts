import type { folders as english } from '../en/folders.ts';
import type { Texts } from '../texts.ts';

export const folders: Texts<typeof english> = {
  inbox: 'Entrada',
  completed: 'Completados',
  shortlisted: 'Preseleccionados',
  on_hold: 'En espera',
  rejected: 'Rechazados',
  hired: 'Contratados',
  no_campaign: 'Sin campaña',
  no_response: 'Sin respuesta',
};
