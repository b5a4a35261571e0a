import { sql } from 'kysely';
import { createAttribute } from '#candidates/attributes/attributes.ts';
import { indexAttribute } from '#candidates/attributes/indexing.ts';
import type { NewAttribute } from '#candidates/attributes/schema.ts';
import { createFolder } from '#candidates/folders/folders.ts';
import { createLabel } from '#candidates/labels.ts';
import { createReason } from '#candidates/reasons/reasons.ts';
import { createSavedView } from '#candidates/views/views.ts';
import { type Trx, withCompany } from '#platform/db.ts';
import type { Session } from '#platform/http/access.ts';
import type { Services } from '#platform/services.ts';
import { shifts } from './details.ts';

type Language = 'en' | 'es';

const named = {
  en: {
    attributes: { expected_salary: 'Expected salary', available_from: 'Available from', shift: 'Shift' },
    labels: ['Night shift', 'Own headset', 'Call back'],
    shortlisted: ['Strong answers', 'Experience in the field', 'Recommended'],
    rejected: ['Not enough experience', 'Lives too far away', 'Expects more pay', 'Could not be reached'],
    folder: 'Second interview',
    view: 'Completed with a good score',
  },
  es: {
    attributes: { expected_salary: 'Salario esperado', available_from: 'Disponible desde', shift: 'Turno' },
    labels: ['Turno de noche', 'Diadema propia', 'Volver a llamar'],
    shortlisted: ['Buenas respuestas', 'Experiencia en el puesto', 'Recomendación'],
    rejected: ['Poca experiencia', 'Vive muy lejos', 'Pide más sueldo', 'No se le localizó'],
    folder: 'Segunda entrevista',
    view: 'Completados con buena puntuación',
  },
} as const;

/** What the company's owner has set up before anybody came: attributes, which the details that come in then fill. */
export async function seedAttributes(services: Services, session: Session, language: Language): Promise<void> {
  const { companyId } = session;
  const names = named[language].attributes;
  const attributes: NewAttribute[] = [
    { name: names.expected_salary, key: 'expected_salary', type: 'number', choices: [] },
    { name: names.available_from, key: 'available_from', type: 'date', choices: [] },
    { name: names.shift, key: 'shift', type: 'choice', choices: shifts[language] },
  ];
  for (const attribute of attributes) {
    const attributeId = await withCompany(services.db, companyId, (trx) =>
      createAttribute(trx, services.jobs, companyId, attribute),
    );
    await indexAttribute(services, { companyId, attributeId });
  }
}

/** How the team has sorted those who came: labels, reasons, a folder of their own, and a view for everybody. */
export async function sortApplications({ db }: Services, session: Session, language: Language): Promise<void> {
  const { companyId } = session;
  const names = named[language];
  await withCompany(db, companyId, async (trx) => {
    for (const [index, name] of names.labels.entries())
      await putLabel(trx, session, await createLabel(trx, companyId, name), index);
    for (const folder of ['shortlisted', 'rejected'] as const)
      for (const [index, name] of names[folder].entries()) {
        const reasonId = await createReason(trx, companyId, folder, name);
        await giveReason(trx, companyId, { folder, reasonId, name, index, of: names[folder].length });
      }
    await fillFolder(
      trx,
      session,
      await createFolder(trx, session, { name: names.folder, color: 'petrol', campaignIds: null }),
    );
    const filter = JSON.stringify([{ field: 'score', op: 'moreThan', value: 75 }]);
    await createSavedView(trx, session, { name: names.view, shared: true, search: { folder: ['completed'], filter } });
  });
}

async function putLabel(trx: Trx, { companyId, userId }: Session, label: { id: number; name: string }, index: number) {
  await sql`
    with labelled as (
      insert into application_labels (company_id, application_id, label_id)
      select company_id, id, ${label.id}::bigint from applications
      where company_id = ${companyId} and completed_at is not null and id % 13 = ${index * 3}
      returning application_id
    )
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data, at)
    select company_id, id, candidate_id, campaign_id, 'labelled', 'user', coalesce(assignee_id, ${userId}::uuid),
      jsonb_build_object('label', ${label.name}::text), completed_at + interval '90 seconds'
    from applications where company_id = ${companyId} and id in (select application_id from labelled)`.execute(trx);
}

type Given = { folder: string; reasonId: number; name: string; index: number; of: number };

/** Three of four who were moved, as a company that does not ask for reasons has it. */
async function giveReason(trx: Trx, companyId: number, { folder, reasonId, name, index, of }: Given): Promise<void> {
  await sql`
    with given as (
      update applications set reason_id = ${reasonId}
      where company_id = ${companyId} and folder = ${folder} and id % 4 > 0 and id / 4 % ${of}::int = ${index}::int
      returning id
    )
    update application_events set reason_id = ${reasonId}, data = data || jsonb_build_object('reason', ${name}::text)
    where company_id = ${companyId} and application_id in (select id from given) and kind = ${folder}`.execute(trx);
}

/** A third of those on hold is asked to come once more. */
async function fillFolder(trx: Trx, { companyId, userId }: Session, key: string): Promise<void> {
  await sql`
    with moved as (
      update applications set folder = ${key}
      where company_id = ${companyId} and folder = 'on_hold' and id % 3 = 0
      returning id, candidate_id, campaign_id, assignee_id, last_activity_at
    )
    insert into application_events (company_id, application_id, candidate_id, campaign_id, kind, actor, user_id, data, at)
    select ${companyId}, id, candidate_id, campaign_id, 'moved', 'user', coalesce(assignee_id, ${userId}::uuid),
      jsonb_build_object('from', 'on_hold', 'to', ${key}::text), now() - interval '30 seconds'
    from moved`.execute(trx);
}
