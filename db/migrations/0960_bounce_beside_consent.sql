-- That nobody is at an address, and that somebody there wants nothing, are two facts: who takes the second back has not
-- undone the first. `reason` is what is said of the address where both hold: that they opted out.
alter table suppressions add column bounced_at timestamptz;
update suppressions set bounced_at = created_at where reason = 'bounced';
