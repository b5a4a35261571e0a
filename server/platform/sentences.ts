/** The languages of the people who work with Parley; the bot speaks others too. */
export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];

/** Something that a person is to read, in every language. */
export type Words = Readonly<Record<Language, string>>;

type Texts = Record<string, string | ((...values: never[]) => string)>;
type Translated<T> = {
  [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : string;
};
type InEvery<T> = { [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => Words : Words };

/** Sentences by name. English says which there are and which values they take; the others have the same, or do not compile. */
export function sentences<T extends Texts>(
  texts: { en: T } & Record<Exclude<Language, 'en'>, NoInfer<Translated<T>>>,
): InEvery<T> {
  const inEvery = (key: string) => {
    const text = (language: Language) => (texts[language] as Texts)[key];
    if (typeof text('en') === 'string') return inEach((language) => text(language) as string);
    return (...values: never[]) => inEach((language) => (text(language) as (...values: never[]) => string)(...values));
  };
  return Object.fromEntries(Object.keys(texts.en).map((key) => [key, inEvery(key)])) as InEvery<T>;
}

export function inEach(say: (language: Language) => string): Words {
  return { en: say('en'), es: say('es') };
}

/** What only other programs get to see, such as the answers of the public API. */
export function forPrograms(text: string): Words {
  return inEach(() => text);
}

/** Of tags such as `es-MX`, the best one first, the first that is spoken here. */
export function languageOf(...tags: string[]): Language {
  const spoken = tags.map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return spoken.find((tag): tag is Language => languages.includes(tag as Language)) ?? 'en';
}
