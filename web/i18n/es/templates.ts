import type { templates as english } from '../en/templates.ts';
import type { Texts } from '../texts.ts';

export const templates: Texts<typeof english> = {
  title: 'Plantillas',
  show: 'Plantillas',
  text: 'Las plantillas se escriben en WhatsApp Manager, donde Meta las aprueba. Con una aprobada se puede escribir a un candidato en cualquier momento.',
  samplesText:
    'Son ejemplos, porque WhatsApp no está conectado: lo representa la zona de pruebas. Las tuyas vendrán de WhatsApp Manager cuando lo conectes.',
  fetch: 'Traer de WhatsApp',
  fetched: 'La lista está como WhatsApp la tiene ahora.',
  emptyTitle: 'Aún no hay plantillas',
  emptyText: 'Escribe una en WhatsApp Manager y tráela aquí cuando esté aprobada.',
  emptyChoice:
    'WhatsApp aún no ha aprobado ninguna plantilla que se pueda enviar desde aquí. Quien es propietario ve la lista en Ajustes de la empresa, Canales.',
  template: 'Plantilla',
  noTemplate: 'Sin plantilla',
  category: 'Categoría',
  quality: 'Calidad',
  statuses: {
    approved: 'Aprobada',
    flagged: 'Aprobada, en riesgo',
    pending: 'En revisión',
    in_appeal: 'En apelación',
    rejected: 'Rechazada',
    paused: 'En pausa',
    disabled: 'Desactivada',
    limit_exceeded: 'Límite superado',
    archived: 'Archivada',
    pending_deletion: 'Se está borrando',
    deleted: 'Borrada',
    other: 'No se puede usar',
  },
  categories: { utility: 'Utilidad', marketing: 'Marketing', authentication: 'Autenticación' },
  qualities: { green: 'Alta', yellow: 'Media', red: 'Baja', unknown: 'Aún no se sabe' },
  unsupported: {
    file: 'Empieza con una imagen, un vídeo o un documento, que aquí no se puede poner.',
    button: 'Tiene un botón que aquí no se puede rellenar.',
  },
  gaps: { header: 'Encabezado, hueco {{name}}', body: 'Texto, hueco {{name}}', button: 'Enlace del botón {{name}}' },
  example: 'Por ejemplo: {{example}}',
  preview: 'Así se lee la plantilla',
  composer: {
    open: 'Plantilla de WhatsApp',
    title: 'Enviar una plantilla de WhatsApp a {{name}}',
    why: 'Un texto libre solo se puede enviar durante las 24 horas después de que el candidato escriba. Una plantilla aprobada, en cualquier momento.',
    send: 'Enviar plantilla',
  },
  campaign: {
    label: 'Plantilla de WhatsApp',
    hint: 'Sale cuando al candidato no se le puede enviar un texto libre. Mientras se pueda, recibe el texto del SMS o del correo.',
    gone: 'La plantilla elegida ya no se puede enviar. Elige otra.',
    saved: 'Guardado.',
    save: 'Guardar plantilla',
  },
};
