import type { ui as english } from '../en/ui.ts';
import type { Texts } from '../texts.ts';

export const ui: Texts<typeof english> = {
  cancel: 'Cancelar',
  close: 'Cerrar',
  copied: 'Copiado',
  deletedFolder: 'una carpeta eliminada',
  copy: 'Copiar {{what}}',
  loading: 'Cargando',
  retry: 'Reintentar',
  skipSilence: 'Saltar silencios',
  speed: 'Velocidad {{speed}}',
  undo: 'Deshacer',
  removeLabel: 'Quitar la etiqueta {{name}}',
  typeToConfirm: 'Para confirmar, escribe {{name}}',
  error: {
    title: 'No se pudo cargar',
    offline: 'No hay conexión con el servidor. Revisa tu red y vuelve a intentarlo.',
    unknown: 'El servidor dio una respuesta ilegible. Inténtalo de nuevo; si continúa, avisa a tu administrador.',
  },
  unsaved: {
    title: '¿Salir sin guardar?',
    text: 'Se perderá lo que cambiaste en esta página.',
    leave: 'Salir sin guardar',
    stay: 'Seguir editando',
  },
  list: { loadingMore: 'Cargando más', failed: 'No se pudo cargar más.' },
};
