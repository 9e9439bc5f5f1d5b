-- +goose Up
-- where teams are reminded in chat; the id is that of the team
create table channels (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  shape         text not null,
  address       text not null,
  created_at    bigint not null,
  by_user       text not null,
  by_name       text not null,
  entry         bigint not null,
  -- what became of the last message; the ledger does not vouch for it
  failure       text   not null default '',
  tried_at      bigint not null default 0,
  taken_at      bigint not null default 0
);
create unique index channels_by_added on channels (added);
