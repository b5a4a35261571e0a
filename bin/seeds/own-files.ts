import { sql } from 'kysely';
import { claimBlobs, storeBlob } from '#platform/blobs/loose.ts';
import { withCompany } from '#platform/db.ts';
import type { Services } from '#platform/services.ts';
import { isLatin, linesPdf, spokenWav } from './files.ts';
import type { Random } from './random.ts';

type Company = { companyId: number; language: 'en' | 'es' };

/** Of each company: enough for filters and players to have something, few enough to be made in a second. */
const resumes = 24;
const voices = 16;
const maxBytes = 1024 * 1024;

const headings = {
  en: { experience: 'Work so far', contact: 'Contact', source: 'Came by' },
  es: { experience: 'Trabajo hasta ahora', contact: 'Contacto', source: 'Llegó por' },
};

type Person = { id: number; name: string; contact: string; source: string; experience: string | null };

/** Some who completed the interview have a résumé, a PDF with what is known of them. */
export async function seedResumes(services: Services, { companyId, language }: Company): Promise<void> {
  const people = await withCompany(services.db, companyId, async (trx) => {
    const { rows } = await sql<Person>`
      select a.id, trim(p.first_name || ' ' || p.last_name) as name, concat_ws(', ', p.email, p.phone) as contact, a.source,
        (select n.text from answers n where n.company_id = a.company_id and n.application_id = a.id and n.position = 0) as experience
      from applications a join candidates p on p.company_id = a.company_id and p.id = a.candidate_id
      where a.company_id = ${companyId} and a.completed_at is not null and a.id % 5 = 0
      order by a.last_activity_at desc, a.id desc limit ${resumes * 4}`.execute(trx);
    return rows.filter((row) => isLatin(`${row.name}${row.experience ?? ''}`)).slice(0, resumes);
  });
  const words = headings[language];
  for (const { id, name, contact, source, experience } of people) {
    const lines = [
      `${words.contact}: ${contact}`,
      `${words.source}: ${source}`,
      '',
      words.experience,
      experience ?? '–',
    ];
    const file = linesPdf(name, lines);
    const { key } = await storeBlob(services, companyId, file, { contentType: 'application/pdf', maxBytes });
    await withCompany(services.db, companyId, async (trx) => {
      await claimBlobs(trx, companyId, [key]);
      await sql`
        update applications set resume_key = ${key}, resume_name = ${`${name}.pdf`}
        where company_id = ${companyId} and id = ${id}`.execute(trx);
    });
  }
}

/** Some said what others wrote: the answer that may be spoken is a recording, and what they said its transcript. */
export async function seedVoices(services: Services, random: Random, { companyId }: Company): Promise<void> {
  const { rows } = await withCompany(services.db, companyId, (trx) =>
    sql<{ id: number; text: string }>`
      select n.id, n.text from answers n join applications a on a.company_id = n.company_id and a.id = n.application_id
      where n.company_id = ${companyId} and n.position = 1 and n.kind = 'text' and a.completed_at is not null and a.id % 7 < 2
      order by a.last_activity_at desc, a.id desc limit ${voices}`.execute(trx),
  );
  for (const { id, text } of rows) {
    const seconds = 4 + random.below(8);
    const file = spokenWav(random, seconds);
    const { key } = await storeBlob(services, companyId, file, { contentType: 'audio/wav', maxBytes });
    await withCompany(services.db, companyId, async (trx) => {
      await claimBlobs(trx, companyId, [key]);
      await sql`
        update answers set kind = 'audio', text = null, transcript = ${text}, blob_key = ${key}, content_type = 'audio/wav',
          duration_ms = ${seconds * 1000}
        where company_id = ${companyId} and id = ${id}`.execute(trx);
    });
  }
}
