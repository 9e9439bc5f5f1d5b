-- +goose Up
-- the texts of an incident, read to compare it with others
create index search_docs_by_incident on search_docs (incident_id, id);

-- whether what was known before would have helped in an incident
create table known_checks (
  id                text primary key,
  incident_id       text not null references incidents (id),
  version           bigint not null,
  added             bigint not null,
  kind              text not null,
  known             text not null,
  known_incident    text not null,
  helped            bigint not null,
  at                bigint not null,
  checked_by_user   text not null,
  checked_by_name   text not null,
  entry             bigint not null
);
create unique index known_checks_by_added on known_checks (added);
create index known_checks_by_incident on known_checks (incident_id, added);
create index known_checks_by_known on known_checks (kind, known);

-- when an action was first said to be done, which is when it counts as a change;
-- derived
alter table actions add column changed_at bigint not null default 0;
update actions set changed_at = coalesce((select min(l.at) from ledger l
  where l.subject_kind = 'action' and l.subject_id = actions.id and l.verb in ('action.done', 'action.verified')),
  (select l.at from ledger l where l.number = actions.added and actions.state in ('done', 'verified')), 0);
create index actions_by_changed on actions (changed_at, id) where changed_at > 0;
