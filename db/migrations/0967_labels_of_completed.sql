-- How far somebody came says nothing once they have come to the end.
delete from application_labels l
using labels d, applications a
where d.company_id = l.company_id and d.id = l.label_id and d.automatic in ('attempted', 'half')
  and a.company_id = l.company_id and a.id = l.application_id and a.completed_at is not null;
