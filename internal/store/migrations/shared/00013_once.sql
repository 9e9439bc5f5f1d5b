-- +goose Up
create table once (
  actor         text not null,
  request_key   text not null,
  request       text not null,
  attempt       text not null,
  made_at       bigint not null,
  subject       text not null,
  status        bigint not null,
  header        text not null,
  body          text not null,
  primary key (actor, request_key)
);
create index once_by_made_at on once (made_at);
