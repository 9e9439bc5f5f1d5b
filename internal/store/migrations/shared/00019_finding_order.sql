-- +goose Up
-- where a finding stands among the others of its review, once people ordered them
alter table findings add column place bigint not null default 1000000;
