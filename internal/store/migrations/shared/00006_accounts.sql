-- +goose Up
create table users (
  id                text primary key,
  incident_id       text not null,
  version           bigint not null,
  added             bigint not null,
  name              text not null,
  email             text not null,
  role              text not null,
  guest             text not null,
  disabled          bigint not null,
  created_at        bigint not null,
  created_by_user   text not null,
  created_by_name   text not null,
  entry             bigint not null
);
create unique index users_by_added on users (added);
create unique index users_by_email on users (email) where email <> '';

create table tokens (
  id                text primary key,
  incident_id       text not null,
  version           bigint not null,
  added             bigint not null,
  name              text not null,
  hash              text not null,
  role              text not null,
  scopes            text not null,
  teams             text not null,
  created_at        bigint not null,
  expires_at        bigint not null,
  revoked_at        bigint not null,
  created_by_user   text not null,
  created_by_name   text not null,
  entry             bigint not null,
  used_at           bigint not null default 0
);
create unique index tokens_by_added on tokens (added);
create unique index tokens_by_hash on tokens (hash) where hash <> '';

-- what people sign in with; not vouched for by the ledger, whose payloads hold no secret
create table credentials (
  id          text   primary key,
  user_id     text   not null references users (id),
  kind        text   not null,
  name        text   not null,
  handle      text   not null,
  secret      text   not null,
  created_at  bigint not null,
  used_at     bigint not null
);
create unique index credentials_by_handle on credentials (kind, handle);
create index credentials_by_user on credentials (user_id);

-- who is signed in, and the links that let somebody in once; neither is copied
create table sessions (
  id          text   primary key,
  hash        text   not null,
  user_id     text   not null references users (id),
  method      text   not null,
  agent       text   not null,
  address     text   not null,
  opened_at   bigint not null,
  seen_at     bigint not null,
  expires_at  bigint not null
);
create unique index sessions_by_hash on sessions (hash);
create index sessions_by_user on sessions (user_id);
create index sessions_by_end on sessions (expires_at);

create table links (
  id          text   primary key,
  hash        text   not null,
  kind        text   not null,
  user_id     text   not null,
  made_at     bigint not null,
  expires_at  bigint not null
);
create unique index links_by_hash on links (hash);
create index links_by_end on links (expires_at);
