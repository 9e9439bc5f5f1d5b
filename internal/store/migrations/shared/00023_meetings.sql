-- +goose Up
create table meetings (
  id             text primary key,
  incident_id    text not null references incidents (id),
  version        bigint not null,
  added          bigint not null,
  review_id      text not null,
  began_at       bigint not null,
  ended_at       bigint not null,
  agreed_at      bigint not null,
  topic          text not null,
  since          bigint not null,
  spent          text not null,
  entry          bigint not null
);
create unique index meetings_by_added on meetings (added);
create index meetings_by_incident on meetings (incident_id, added);

create table remarks (
  id             text primary key,
  incident_id    text not null references incidents (id),
  version        bigint not null,
  added          bigint not null,
  meeting_id     text not null,
  topic          text not null,
  kind           text not null,
  body           text not null,
  event_id       text not null,
  at             bigint not null,
  became         text not null,
  author_user    text not null,
  author_name    text not null,
  entry          bigint not null
);
create unique index remarks_by_added on remarks (added);
create index remarks_by_incident on remarks (incident_id, added);

create table confirmations (
  id             text primary key,
  incident_id    text not null references incidents (id),
  version        bigint not null,
  added          bigint not null,
  review_id      text not null,
  event_id       text not null,
  at             bigint not null,
  disputed       bigint not null,
  note           text not null,
  author_user    text not null,
  author_name    text not null,
  entry          bigint not null
);
create unique index confirmations_by_added on confirmations (added);
create index confirmations_by_incident on confirmations (incident_id, added);
create unique index confirmations_once on confirmations (review_id, event_id, author_user, author_name);
