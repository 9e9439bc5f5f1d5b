-- +goose Up
-- a step of PostgreSQL alone: SQLite has nobody to announce to
select 1;
