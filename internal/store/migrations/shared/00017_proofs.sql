-- +goose Up
create table sources (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  name          text not null,
  kind          text not null,
  base          text not null,
  secret        text not null,
  created_at    bigint not null,
  by_user       text not null,
  by_name       text not null,
  entry         bigint not null
);
create unique index sources_by_added on sources (added);
create unique index sources_by_name on sources (name);

alter table proofs add column every bigint not null default 0;
-- when a proof is looked at next, 0 until that is planned, and up to which time it
-- was; derived
alter table proofs add column due_at bigint not null default 0;
alter table proofs add column judged bigint not null default 0;
create index proofs_by_due on proofs (due_at, id);

alter table proof_checks add column content text not null default '';
-- what proofs looked at, each text once
create table proof_contents (
  id    text primary key,
  body  text not null
);

-- since when an action counts as verified, and for which day after that somebody
-- was told to judge its effect; derived
alter table actions add column verified_at bigint not null default 0;
alter table actions add column effect_day  bigint not null default 0;
update actions set verified_at = coalesce((select max(l.at) from ledger l
  where l.subject_kind = 'action' and l.subject_id = actions.id and l.verb = 'action.verified'), 0)
  where state = 'verified';
create index actions_by_verified on actions (verified_at, id) where verified_at > 0;
