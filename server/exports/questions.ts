import type { interviewVersions } from './queries.ts';

type Question = { id: string; text: string; choices?: { id: string; label: string }[] };
type Versions = Awaited<ReturnType<typeof interviewVersions>>;

/** A question's ids by campaign. */
export type QuestionIds = Map<number, Set<string>>;

export type Questions = {
  /** Each that has a column; several campaigns that ask the same share one. */
  asked: { text: string; ids: QuestionIds }[];
  /** What is answered by a choice, by `<campaign> <question> <choice>`. */
  choices: ReadonlyMap<string, string>;
};

/** As the newest version asks them; questions that were taken out stand last, as their answers are still there. */
export function collectQuestions(versions: Versions): Questions {
  const byText = new Map<string, Questions['asked'][number]>();
  const seen = new Set<string>();
  const choices = new Map<string, string>();
  for (const { campaignId, definition } of versions) {
    const own = new Set<string>();
    for (const question of (definition as { questions?: Question[] }).questions ?? []) {
      const id = `${campaignId} ${question.id}`;
      if (seen.has(id)) continue;
      seen.add(id);
      for (const choice of question.choices ?? [])
        if (!choices.has(`${id} ${choice.id}`)) choices.set(`${id} ${choice.id}`, choice.label);
      // One interview may ask the same twice: each then has a column.
      const key = own.has(question.text) ? `${question.text}\n${id}` : question.text;
      own.add(question.text);
      const column = byText.get(key) ?? { text: question.text, ids: new Map() as QuestionIds };
      column.ids.set(campaignId, (column.ids.get(campaignId) ?? new Set()).add(question.id));
      byText.set(key, column);
    }
  }
  return { asked: [...byText.values()], choices };
}
