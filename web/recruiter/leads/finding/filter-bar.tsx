import { Button, CloseButton, Popover, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment, lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, conditionsOf, type Filter, type Place, withCondition } from './filter.ts';
import classes from './filter-bar.module.css';
import { useConditionText } from './names.ts';

const ConditionEditor = lazy(async () => ({ default: (await import('./condition-editor.tsx')).ConditionEditor }));

interface Props {
  /** As it stands here; it is looked for when `onSearch` has been called. */
  filter: Filter;
  onChange: (filter: Filter) => void;
  onSearch: (filter: Filter) => void;
}

const mostConditions = 20;

/** The conditions as chips that open to be changed; "or" between those of a group; and a button for one more. */
export function FilterBar({ filter, onChange, onSearch }: Props) {
  const { t } = useTranslation('finding');
  const [open, setOpen] = useState<Place | null>(null);
  const conditions = filter.flatMap(conditionsOf);
  const say = useConditionText(conditions);

  function done(place: Place, condition: Condition, next: 'nothing' | 'search' | 'alternative'): void {
    const changed = withCondition(filter, place, condition);
    setOpen(next === 'alternative' ? { part: place.part, member: conditionsOf(changed[place.part]!).length } : null);
    if (next === 'search') onSearch(changed);
    else onChange(changed);
  }

  const editorAt = (place: Place, condition: Condition | null, target: ReactNode, tag?: string) => (
    <EditorPopover
      key={tag}
      opened={open?.part === place.part && (open.member ?? 0) === (place.member ?? 0)}
      onClose={() => setOpen(null)}
      target={target}
    >
      <ConditionEditor condition={condition} onDone={(given, next) => done(place, given, next)} />
    </EditorPopover>
  );

  return (
    <div className={classes.bar}>
      {filter.map((part, index) => {
        const members = conditionsOf(part);
        const next = { part: index, member: members.length };
        const group = members.length > 1 || (open?.part === index && open.member === members.length);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is nothing but its place
          <span key={index} className={classes.group} data-several={group || undefined}>
            {members.map((condition, member) => {
              const place = { part: index, member };
              const text = say(condition);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <Fragment key={member}>
                  {member > 0 && <span className={classes.or}>{t('or')}</span>}
                  <span className={classes.chip}>
                    {editorAt(
                      place,
                      condition,
                      <UnstyledButton
                        className={classes.text}
                        aria-label={t('editCondition', { condition: text })}
                        onClick={() => setOpen(place)}
                      >
                        {text}
                      </UnstyledButton>,
                    )}
                    <CloseButton
                      size={24}
                      iconSize={11}
                      c="inherit"
                      aria-label={t('removeCondition', { condition: text })}
                      onClick={() => onSearch(withCondition(filter, place, null))}
                    />
                  </span>
                </Fragment>
              );
            })}
            {open?.part === index &&
              open.member === members.length &&
              editorAt(next, null, <span className={classes.or}>{t('or')}</span>, 'next')}
          </span>
        );
      })}
      {conditions.length < mostConditions &&
        editorAt(
          { part: filter.length },
          null,
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() => setOpen({ part: filter.length })}
            data-filter-adder
          >
            {t('addFilter')}
          </Button>,
        )}
    </div>
  );
}

interface EditorProps {
  opened: boolean;
  onClose: () => void;
  target: ReactNode;
  children: ReactNode;
}

function EditorPopover({ opened, onClose, target, children }: EditorProps) {
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      width="min(21rem, calc(100vw - 1.5rem))"
      trapFocus
      returnFocus
      closeOnEscape={false}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown
        p={10}
        onKeyDown={(event) => {
          // An open list of options has this key for itself.
          if (event.key === 'Escape' && !isExpanded(event.target)) onClose();
        }}
      >
        <Suspense fallback={null}>{children}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function isExpanded(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute('aria-expanded') === 'true';
}
