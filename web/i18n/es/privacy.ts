import type { privacy as source } from '../en/privacy.ts';
import type { Texts } from '../texts.ts';

export const privacy: Texts<typeof source> = {
  title: 'Cuánto tiempo se guardan los candidatos',
  text: 'Las personas de las que no se sabe nada desde hace mucho se borran por la noche: postulaciones, mensajes, grabaciones y archivos. No se puede deshacer. Las cifras se quedan.',
  on: 'Borrar a quienes llevan mucho sin actividad',
  months: 'Meses desde la última actividad',
  monthsHint: 'De cualquier postulación de la persona, de 1 a 120.',
  folders: 'Solo quien está en estas carpetas',
  foldersHint: 'Con todas sus postulaciones. También se van las personas que se quedaron sin ninguna.',
  foldersNeeded: 'Elige al menos una carpeta.',
  counting: 'Contando…',
  tonight_zero: 'Esta noche no se borraría a nadie.',
  tonight_one: 'Esta noche se borraría a {{candidates}} candidato.',
  tonight_other: 'Esta noche se borraría a {{candidates}} candidatos.',
  save: 'Guardar',
  saved: 'La regla se guardó.',
  confirmTitle: '¿Borrar personas por la noche?',
  confirmText: 'Desde esta noche, quien entre en esta regla se borra para siempre.',
  confirm: 'Guardar la regla',
};
