-- +goose Up
create table ledger (
  number       bigint primary key,
  at           bigint not null,
  verb         text   not null,
  subject_kind text   not null,
  subject_id   text   not null,
  incident_id  text   not null,
  effect       text   not null,
  actor        text   not null,
  token        text   not null,
  payload_hash text   not null,
  previous     text   not null,
  hash         text   not null
);
create index ledger_by_subject  on ledger (subject_kind, subject_id, number);
create index ledger_by_incident on ledger (incident_id, number);
create index ledger_by_actor    on ledger (actor, number);

create table ledger_payload (
  number bigint primary key references ledger (number),
  body   text   not null
);

create table ledger_head (
  number    bigint primary key references ledger (number),
  at        bigint not null,
  hash      text   not null,
  signer    text   not null,
  signature text   not null
);

create table jobs (
  id         text   primary key,
  kind       text   not null,
  unique_key text   not null,
  body       text   not null,
  run_at     bigint not null,
  attempts   bigint not null,
  lease_end  bigint not null,
  worker     text   not null,
  failure    text   not null,
  again      bigint not null
);
create unique index jobs_unique on jobs (kind, unique_key) where unique_key <> '';
create index jobs_due on jobs (run_at);
