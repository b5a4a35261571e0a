import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Group, Select, Switch, Textarea, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AnswerOptions } from './answer-options.tsx';
import { AttributeSelect } from './attribute-select.tsx';
import { AudioField } from './audio-field.tsx';
import { type Question, type QuestionType, questionTypes, withType } from './definition.ts';
import classes from './interview-section.module.css';

interface Props {
  question: Question;
  index: number;
  last: boolean;
  problems: Readonly<Record<string, string>>;
  onChange: (question: Question) => void;
  onMove: (by: 1 | -1) => void;
  onDuplicate: () => void;
  onRemove: () => void;
}

/** One question: what is asked, by what it is answered, and its place in the order. */
export function QuestionCard({ question, index, problems, onChange, ...acts }: Props) {
  const { t } = useTranslation('campaign');
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: question.id,
  });
  const number = index + 1;
  const problem = (field: string) => problems[`questions.${index}.${field}`];
  return (
    <li
      ref={setNodeRef}
      className={classes.question}
      data-dragging={isDragging || undefined}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <div className={classes.questionHead}>
        <button
          type="button"
          ref={setActivatorNodeRef}
          className={classes.grip}
          {...attributes}
          {...listeners}
          aria-label={t('interview.drag', { number })}
        >
          <IconGripVertical size={17} aria-hidden />
        </button>
        <strong>{t('interview.question', { number })}</strong>
        <Acts number={number} first={index === 0} {...acts} />
      </div>
      <div className={classes.questionBody}>
        <Textarea
          id={`text-${question.id}`}
          aria-label={t('interview.questionText', { number })}
          value={question.text}
          onChange={(event) => onChange({ ...question, text: event.currentTarget.value })}
          error={problem('text')}
        />
        <Group gap="md" align="end">
          <Select
            label={t('interview.type')}
            w="11rem"
            data={questionTypes.map((value) => ({ value, label: t(`interview.types.${value}`) }))}
            value={question.type}
            allowDeselect={false}
            onChange={(type) => type && onChange(withType(question, type as QuestionType))}
          />
          <Switch
            mb={7}
            label={t('interview.required')}
            checked={question.required}
            onChange={(event) => onChange({ ...question, required: event.currentTarget.checked })}
          />
        </Group>
        <AttributeSelect question={question} problem={problem('attribute')} onChange={onChange} />
        <AnswerOptions question={question} problem={problem} onChange={onChange} />
        <AudioField
          what={t('interview.question', { number })}
          value={question.audioBlobKey}
          problem={problem('audioBlobKey')}
          onChange={(audioBlobKey) => onChange({ ...question, audioBlobKey })}
        />
      </div>
    </li>
  );
}

interface ActsProps extends Pick<Props, 'last' | 'onMove' | 'onDuplicate' | 'onRemove'> {
  number: number;
  first: boolean;
}

function Acts({ number, first, last, onMove, onDuplicate, onRemove }: ActsProps) {
  const { t } = useTranslation('campaign');
  const acts = [
    { name: 'up', Icon: IconArrowUp, run: () => onMove(-1), disabled: first },
    { name: 'down', Icon: IconArrowDown, run: () => onMove(1), disabled: last },
    { name: 'duplicate', Icon: IconCopy, run: onDuplicate, disabled: false },
    { name: 'remove', Icon: IconTrash, run: onRemove, disabled: false },
  ] as const;
  return (
    <Group gap={2} ms="auto" wrap="nowrap">
      {acts.map(({ name, Icon, run, disabled }) => (
        <Tooltip key={name} label={t(`interview.${name}`, { number })}>
          <ActionIcon aria-label={t(`interview.${name}`, { number })} disabled={disabled} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}
