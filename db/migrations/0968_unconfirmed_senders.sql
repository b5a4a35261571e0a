-- Mail that only claims to be from the address in its From:, and answers nothing of ours.
alter table messages add column unconfirmed boolean not null default false;
update messages m set unconfirmed = true
from candidate_contacts c
where c.kind = 'claimed_email' and m.company_id = c.company_id and m.candidate_id = c.candidate_id and m.to_address = c.value
  and m.channel = 'email' and m.direction = 'in';
