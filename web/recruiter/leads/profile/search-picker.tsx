import { Combobox, type ComboboxProps, type ComboboxStore, useCombobox } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';

export type Picker = {
  combobox: ComboboxStore;
  opened: boolean;
  /** As it stands in the field. */
  text: string;
  /** What is looked for. */
  typed: string;
  setText: (text: string) => void;
};

/** A list behind a button, with a field that narrows it: empty again each time it closes. */
export function useSearchPicker(): Picker {
  const [text, setText] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => setText(''),
  });
  return { combobox, opened: combobox.dropdownOpened, text, typed: text.trim(), setText };
}

interface Props {
  picker: Picker;
  /** The button, which opens and closes the list by itself. */
  target: ReactElement;
  /** What the list, its field and its options are called. */
  names: { dialog: string; search: string; options: string };
  /** Of what can be typed, in characters; of the options, in pixels. */
  most: { length: number; height: number };
  width: NonNullable<ComboboxProps['width']>;
  onPick: (value: string) => void;
  /** Said in place of the options, where there are none. */
  nothing: string | null;
  /** The options. */
  children: ReactNode;
  below?: ReactNode;
}

export function SearchPicker({ picker, target, names, most, width, onPick, nothing, children, below }: Props) {
  const { combobox, text, setText } = picker;
  function submit(value: string): void {
    onPick(value);
    combobox.closeDropdown();
    combobox.focusTarget();
  }
  return (
    <Combobox store={combobox} onOptionSubmit={submit} width={width} position="bottom-start">
      <Combobox.Target targetType="button">{target}</Combobox.Target>
      <Combobox.Dropdown>
        <div role="dialog" aria-label={names.dialog} data-search-picker>
          <Combobox.Search
            size="xs"
            aria-label={names.search}
            placeholder={names.search}
            value={text}
            maxLength={most.length}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
          />
          {nothing === null ? (
            <Combobox.Options mt={4} mah={most.height} style={{ overflowY: 'auto' }} aria-label={names.options}>
              {children}
            </Combobox.Options>
          ) : (
            <Combobox.Empty>{nothing}</Combobox.Empty>
          )}
          {below}
        </div>
      </Combobox.Dropdown>
    </Combobox>
  );
}
