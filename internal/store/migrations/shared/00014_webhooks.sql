-- +goose Up
create table webhooks (
  id            text primary key,
  incident_id   text not null,
  version       bigint not null,
  added         bigint not null,
  name          text not null,
  url           text not null,
  kinds         text not null,
  secret        text not null,
  state         text not null,
  because       text not null,
  owner_user    text not null,
  owner_name    text not null,
  created_at    bigint not null,
  entry         bigint not null,
  -- how far the ledger was gone through for it, and since when it fails
  sent          bigint not null default 0,
  failing       bigint not null default 0
);
create unique index webhooks_by_added on webhooks (added);
create index webhooks_by_owner on webhooks (owner_user, added);

-- what is delivered; the ledger does not vouch for it
create table deliveries (
  id            text   primary key,
  webhook_id    text   not null references webhooks (id),
  number        bigint not null references ledger (number),
  state         text   not null,
  attempts      bigint not null,
  tried_at      bigint not null,
  status        bigint not null,
  answer        text   not null,
  failure       text   not null,
  took          bigint not null
);
create unique index deliveries_by_number on deliveries (webhook_id, number);
create index deliveries_waiting on deliveries (webhook_id, number) where state = 'waiting';
