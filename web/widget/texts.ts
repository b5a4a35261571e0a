const texts = {
  en: { open: 'Jobs: chat with us', panel: 'Jobs', menu: 'All jobs', close: 'Close' },
  es: { open: 'Empleos: habla con nosotros', panel: 'Empleos', menu: 'Todos los empleos', close: 'Cerrar' },
};

/** In the first of these languages that we speak. */
export function textsFor(...tags: (string | undefined)[]): (typeof texts)['en'] {
  const spoken = tags.map((tag) => tag?.slice(0, 2).toLowerCase());
  const known = spoken.find((tag): tag is 'en' | 'es' => tag === 'en' || tag === 'es');
  return texts[known ?? 'en'];
}
