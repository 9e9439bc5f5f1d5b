-- +goose Up
-- what lists of actions are sorted and narrowed by, derived from actions, proofs
-- and their results
alter table actions add column owner_key   text   not null default '';
alter table actions add column owner_fold  text   not null default '';
alter table actions add column due_order   bigint not null default 99999999;
alter table actions add column pending     bigint not null default 0;
alter table actions add column proof_state text   not null default 'none';

update actions set
  owner_fold = lower(trim(owner_name)),
  owner_key  = case when owner_user <> '' then owner_user else lower(trim(owner_name)) end,
  due_order  = case when due = '' then 99999999 else cast(replace(due, '-', '') as bigint) end,
  pending    = case when state in ('open', 'in_progress') then 1 else 0 end;
update actions set proof_state = 'unknown' where id in (select action_id from proofs);
update actions set proof_state = 'holds' where proof_state = 'unknown' and not exists (
  select 1 from proofs p where p.action_id = actions.id and coalesce((
    select c.outcome from proof_checks c where c.proof_id = p.id and c.outcome <> 'unknown' order by c.added desc limit 1), '') <> 'holds');
update actions set proof_state = 'broken' where exists (
  select 1 from proofs p where p.action_id = actions.id and 2 = (
    select count(*) from (select c.outcome from proof_checks c where c.proof_id = p.id and c.outcome <> 'unknown' order by c.added desc limit 2) k
    where k.outcome = 'broken'));

drop index if exists actions_by_due;
drop index if exists actions_by_owner;
create index actions_by_due on actions (due_order, id);
create index actions_pending_by_due on actions (pending, due_order, id);
create index actions_by_owner on actions (owner_fold, due_order, id);
create index actions_of_owner on actions (owner_key, due_order, id);
create index actions_by_proof_state on actions (proof_state, due_order, id);
create index proofs_by_action on proofs (action_id, added);
create index proof_checks_by_proof on proof_checks (proof_id, added);

-- who took part in incidents and reviews, by whom they are (person) and by the
-- name they go by there
create table incident_people (
  incident_id text not null,
  person      text not null,
  name        text not null,
  primary key (incident_id, person)
);
create index incident_people_by_person on incident_people (person, incident_id);
create index incident_people_by_name on incident_people (name, incident_id);

create table review_people (
  review_id text not null,
  part      text not null,
  person    text not null,
  name      text not null,
  primary key (review_id, part, person)
);
create index review_people_by_person on review_people (person, review_id);
create index review_people_by_name on review_people (name, review_id);

create index reviews_by_due on reviews (due_at, id);
create index reviews_by_state on reviews (state, due_at, id);
create index incidents_by_type on incidents (type, occurred_at, id);
create index incidents_by_resolved on incidents (state, resolved_at, id);
