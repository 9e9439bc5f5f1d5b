-- +goose Up
-- Words that are being written are shared texts since 00020; nothing was kept here.
drop table drafts;
