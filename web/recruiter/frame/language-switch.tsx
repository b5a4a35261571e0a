import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Language, languages } from '../../i18n/i18n.ts';

interface Props {
  label: string;
  onChange: (language: Language) => void;
}

/** Each language by its own name, so that it is found by those who need it. */
export function LanguageSwitch({ label, onChange }: Props) {
  const { i18n } = useTranslation();
  const data = (Object.keys(languages) as Language[]).map((value) => ({ value, label: languages[value] }));
  return (
    <SegmentedControl
      fullWidth
      mx={6}
      mb={4}
      aria-label={label}
      value={i18n.language as Language}
      onChange={onChange}
      data={data}
    />
  );
}
