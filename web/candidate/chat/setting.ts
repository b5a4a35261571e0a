import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type CandidateTexts, textsIn } from '../i18n/texts.ts';
import { usableLocale } from './messages/days.ts';

/** In which words and ways of writing times the page speaks. */
export type Setting = {
  texts: CandidateTexts;
  /** Of the page's own texts. */
  language: string;
  /** Of what the bot and the recruiters write. */
  messageLanguage: string;
  locale: string | undefined;
};

export function settingFor(language: string): Setting {
  const found = textsIn(language);
  return {
    ...found,
    messageLanguage: language,
    locale: usableLocale(found.language === language.split('-')[0] ? language : found.language, 'en'),
  };
}

export const SettingContext = createContext<Setting>(settingFor('en'));

export const useSetting = (): Setting => useContext(SettingContext);
