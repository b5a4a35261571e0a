import { useComputedColorScheme } from '@mantine/core';
import english from 'emoji-picker-element/i18n/en.js';
import spanish from 'emoji-picker-element/i18n/es.js';
import Picker from 'emoji-picker-element/picker.js';
import englishData from 'emoji-picker-element-data/en/cldr/data.json?url';
import spanishData from 'emoji-picker-element-data/es/cldr/data.json?url';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

// Names come with the program: no other site is asked for them.
const languages: Record<string, { i18n: typeof english; dataSource: string }> = {
  en: { i18n: english, dataSource: englishData },
  es: { i18n: spanish, dataSource: spanishData },
};

/** Search, arrow keys and Enter choose; those used often come first. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { i18n } = useTranslation();
  const scheme = useComputedColorScheme();
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<Picker>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const locale = languages[i18n.language] ? i18n.language : 'en';
  useEffect(() => {
    const picker = new Picker({ locale, ...languages[locale] });
    picker.addEventListener('emoji-click', ({ detail }) => detail.unicode && pick.current(detail.unicode));
    // A dialog that it was opened from would close by its Escape, too.
    picker.dataset.mantineStopPropagation = 'true';
    place.current?.append(picker);
    shown.current = picker;
    const focus = requestAnimationFrame(() => picker.shadowRoot?.querySelector('input')?.focus());
    return () => {
      cancelAnimationFrame(focus);
      picker.remove();
    };
  }, [locale]);
  useEffect(() => {
    if (shown.current) shown.current.className = `${classes.emojiPicker} ${scheme}`;
  }, [locale, scheme]);
  return <div ref={place} />;
}
