import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof languages;

type Tree = { [key: string]: string | Tree };

const loaders: Record<Language, () => Promise<Tree>> = {
  en: async () => (await import('./en.ts')).en as unknown as Tree,
  es: async () => (await import('./es.ts')).es as unknown as Tree,
};

/** Areas that come with the screen that needs them, so that nobody else waits for them. */
const lateLoaders = {
  addCandidates: {
    en: async () => (await import('./en/add-candidates.ts')).addCandidates as unknown as Tree,
    es: async () => (await import('./es/add-candidates.ts')).addCandidates as unknown as Tree,
  },
  audit: {
    en: async () => (await import('./en/audit.ts')).audit as unknown as Tree,
    es: async () => (await import('./es/audit.ts')).audit as unknown as Tree,
  },
  bulk: {
    en: async () => (await import('./en/bulk.ts')).bulk as unknown as Tree,
    es: async () => (await import('./es/bulk.ts')).bulk as unknown as Tree,
  },
  exports: {
    en: async () => (await import('./en/exports.ts')).exports as unknown as Tree,
    es: async () => (await import('./es/exports.ts')).exports as unknown as Tree,
  },
  sharing: {
    en: async () => (await import('./en/sharing.ts')).sharing as unknown as Tree,
    es: async () => (await import('./es/sharing.ts')).sharing as unknown as Tree,
  },
  campaign: {
    en: async () => (await import('./en/campaign.ts')).campaign as unknown as Tree,
    es: async () => (await import('./es/campaign.ts')).campaign as unknown as Tree,
  },
  leads: {
    en: async () => (await import('./en/leads.ts')).leads as unknown as Tree,
    es: async () => (await import('./es/leads.ts')).leads as unknown as Tree,
  },
  finding: {
    en: async () => (await import('./en/finding.ts')).finding as unknown as Tree,
    es: async () => (await import('./es/finding.ts')).finding as unknown as Tree,
  },
  letters: {
    en: async () => (await import('./en/letters.ts')).letters as unknown as Tree,
    es: async () => (await import('./es/letters.ts')).letters as unknown as Tree,
  },
  own: {
    en: async () => (await import('./en/own.ts')).own as unknown as Tree,
    es: async () => (await import('./es/own.ts')).own as unknown as Tree,
  },
  privacy: {
    en: async () => (await import('./en/privacy.ts')).privacy as unknown as Tree,
    es: async () => (await import('./es/privacy.ts')).privacy as unknown as Tree,
  },
  profile: {
    en: async () => (await import('./en/profile.ts')).profile as unknown as Tree,
    es: async () => (await import('./es/profile.ts')).profile as unknown as Tree,
  },
  quickReplies: {
    en: async () => (await import('./en/quick-replies.ts')).quickReplies as unknown as Tree,
    es: async () => (await import('./es/quick-replies.ts')).quickReplies as unknown as Tree,
  },
  settings: {
    en: async () => (await import('./en/settings.ts')).settings as unknown as Tree,
    es: async () => (await import('./es/settings.ts')).settings as unknown as Tree,
  },
  sending: {
    en: async () => (await import('./en/sending.ts')).sending as unknown as Tree,
    es: async () => (await import('./es/sending.ts')).sending as unknown as Tree,
  },
  templates: {
    en: async () => (await import('./en/templates.ts')).templates as unknown as Tree,
    es: async () => (await import('./es/templates.ts')).templates as unknown as Tree,
  },
} satisfies Record<string, Record<Language, () => Promise<Tree>>>;
export type LateArea = keyof typeof lateLoaders;

const lateAreas = new Set<LateArea>();

const storageKey = 'parley.language';
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(languages, value);
}

/** Before anyone is signed in: the language used last in this browser, else the browser's own, else English. */
export function guessLanguage(): Language {
  const remembered = readRemembered();
  if (remembered) return remembered;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

export async function startTranslations(): Promise<void> {
  const language = guessLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'ui',
    resources: { [language]: withPluralForms(await loaders[language]()) },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  dressDocument(language);
}

/** Loads the language if it isn't here yet, then switches the whole interface without a reload. */
export async function switchLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'ui')) {
    const areas = withPluralForms(await loaders[language]());
    for (const [area, texts] of Object.entries(areas)) i18next.addResourceBundle(language, area, texts);
  }
  for (const area of lateAreas) await addLateArea(area, language);
  remember(language);
  if (i18next.language !== language) await i18next.changeLanguage(language);
  dressDocument(language);
}

/** To be waited for before a component asks for these texts; they then follow the language. */
export async function loadLateArea(area: LateArea): Promise<void> {
  lateAreas.add(area);
  await addLateArea(area, isLanguage(i18next.language) ? i18next.language : 'en');
}

async function addLateArea(area: LateArea, language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, area)) return;
  i18next.addResourceBundle(language, area, withPluralForms(await lateLoaders[area][language]()));
}

function dressDocument(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = rightToLeft.has(language) ? 'rtl' : 'ltr';
}

/** Spanish has a form of its own for whole millions, which in our sentences reads like the plural. */
function withPluralForms(tree: Tree): Tree {
  const result: Tree = {};
  for (const [key, value] of Object.entries(tree)) {
    result[key] = typeof value === 'string' ? value : withPluralForms(value);
    if (key.endsWith('_other')) result[key.replace(/_other$/, '_many')] ??= value;
  }
  return result;
}

function readRemembered(): Language | null {
  try {
    const value = localStorage.getItem(storageKey);
    return isLanguage(value) ? value : null;
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage can be forbidden; the choice then lasts for this visit.
  }
}
