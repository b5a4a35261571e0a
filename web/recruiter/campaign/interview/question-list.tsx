import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Alert, Button, Text, Title } from '@mantine/core';
import { IconInfoCircle, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { copyOf, mostQuestions, moved, newQuestion, type Question, recommendedQuestions } from './definition.ts';
import classes from './interview-section.module.css';
import { QuestionCard } from './question-card.tsx';

interface Props {
  questions: Question[];
  problems: Readonly<Record<string, string>>;
  onChange: (questions: Question[]) => void;
  /** Puts a removed question back into the list as it is by then. */
  onRestore: (index: number, question: Question) => void;
}

/** The questions in their order, which is changed by dragging, by the keyboard or by buttons. */
export function QuestionList({ questions, problems, onChange, onRestore }: Props) {
  const { t } = useTranslation('campaign');
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useAnnouncements(questions);

  function drop({ active, over }: DragEndEvent): void {
    const from = questions.findIndex(({ id }) => id === active.id);
    const to = questions.findIndex(({ id }) => id === over?.id);
    if (from >= 0 && to >= 0 && from !== to) onChange(moved(questions, from, to));
  }
  function add(at: number, question: Question): void {
    onChange(questions.toSpliced(at, 0, question));
    requestAnimationFrame(() => document.getElementById(`text-${question.id}`)?.focus());
  }
  function remove(index: number): void {
    onChange(questions.toSpliced(index, 1));
    const removed = questions[index];
    if (removed) toast.undo(t('interview.removed', { number: index + 1 }), () => onRestore(index, removed));
  }

  const many = questions.length > recommendedQuestions;
  return (
    <section aria-labelledby="questions-title">
      <Title order={3} id="questions-title" mb={6}>
        {t('interview.questions')}
      </Title>
      <div aria-live="polite">
        {(many || questions.length === 0) && (
          <Alert color="amber" icon={<IconInfoCircle aria-hidden />} mb="sm">
            {many ? t('interview.many') : t('interview.none')}
          </Alert>
        )}
      </div>
      {problems.questions && (
        <Text c="var(--mantine-color-error)" role="alert" mb="sm">
          {problems.questions}
        </Text>
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        accessibility={{ announcements, screenReaderInstructions: { draggable: t('interview.dragHow') } }}
      >
        <SortableContext items={questions.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
          <ol className={classes.questions}>
            {questions.map((question, index) => (
              <QuestionCard
                key={question.id}
                question={question}
                index={index}
                last={index === questions.length - 1}
                problems={problems}
                onChange={(changed) => onChange(questions.with(index, changed))}
                onMove={(by) => onChange(moved(questions, index, index + by))}
                onDuplicate={() => add(index + 1, copyOf(question))}
                onRemove={() => remove(index)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <Button
        variant="default"
        fullWidth
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={questions.length >= mostQuestions}
        onClick={() => add(questions.length, newQuestion())}
      >
        {t('interview.addQuestion')}
      </Button>
    </section>
  );
}

/** What a screen reader hears while a question is moved. */
function useAnnouncements(questions: Question[]): Announcements {
  const { t } = useTranslation('campaign');
  const place = (id: string | number | undefined) => questions.findIndex((question) => question.id === id) + 1;
  const total = questions.length;
  return {
    onDragStart: ({ active }) => t('interview.dragStart', { number: place(active.id) }),
    onDragOver: ({ over }) => (over ? t('interview.dragOver', { number: place(over.id), total }) : undefined),
    onDragEnd: ({ active, over }) => t('interview.dragEnd', { number: place((over ?? active).id), total }),
    onDragCancel: () => t('interview.dragCancel'),
  };
}
