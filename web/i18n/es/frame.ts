import type { frame as english } from '../en/frame.ts';
import type { Texts } from '../texts.ts';

export const frame: Texts<typeof english> = {
  skipToContent: 'Saltar al contenido',
  navigation: 'Principal',
  nav: { home: 'Inicio', leads: 'Candidatos', settings: 'Ajustes' },
  notFound: {
    title: 'Aquí no hay nada',
    text: 'Puede que la dirección tenga un error o que se haya borrado lo que había.',
    action: 'Ir al inicio',
  },
  smsNotice: {
    near: 'Se usaron {{used}} de los {{cap}} SMS de este mes. Cuando se acaben, no saldrá ningún SMS hasta el mes siguiente.',
    reached: 'Los {{cap}} SMS de este mes se agotaron: no sale ningún SMS hasta el mes siguiente.',
    settings: 'Cambiar el tope',
  },
  disconnected: 'Sin conexión con el servidor. Lo que ves puede no estar al día y nada se guarda; seguirá por sí solo.',
  crashed: 'Algo falló en esta página',
  userMenu: {
    open: 'Menú de {{name}}',
    companyProfile: 'Perfil de la empresa',
    myAccount: 'Mi cuenta',
    myExports: 'Mis exportaciones',
    language: 'Idioma',
    theme: 'Tema',
    light: 'Claro',
    dark: 'Oscuro',
    auto: 'Automático',
    signOut: 'Cerrar sesión',
    signOutFailed: 'Tu sesión sigue abierta: {{reason}}',
    languageFailed: 'No se pudo guardar el idioma: {{reason}}',
  },
  help: {
    open: 'Ayuda',
    contact: 'Contactar con soporte',
    keys: 'Atajos de teclado',
    palette: 'Buscar y comandos',
  },
  palette: {
    title: 'Buscar y comandos',
    placeholder: 'Busca un candidato, una campaña o un comando',
    empty: 'Nada coincide con «{{query}}».',
    candidates: 'Candidatos',
    searchFor: 'Buscar candidatos con «{{query}}»',
    screens: 'Ir a',
    actions: 'Acciones',
    switchTheme: 'Alternar entre claro y oscuro',
  },
  keys: {
    title: 'Atajos de teclado',
    anywhere: 'En cualquier lugar',
    showKeys: 'Mostrar los atajos de teclado',
    openPalette: 'Buscar y comandos',
    toNotice: 'Ir al último aviso, para deshacer o cerrarlo',
    singleKeys: 'Atajos de una sola letra',
    singleKeysHint: 'Desactívalos si dictas por voz o pulsas letras sin querer.',
  },
};
