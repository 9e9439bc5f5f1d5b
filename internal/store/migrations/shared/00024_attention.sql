-- +goose Up
-- up to where in the ledger somebody has looked, and how they want to be reminded
create table attentions (
  user_id    text   primary key,
  seen       bigint not null,
  digest     text   not null,
  zone       text   not null,
  quiet_from bigint not null,
  quiet_to   bigint not null,
  stopped    text   not null,
  version    bigint not null
);

-- what was sent, so that it is sent once
create table reminded (
  id  text   primary key,
  at  bigint not null
);
create index reminded_by_at on reminded (at);
