-- +goose Up
-- the evidence of its incident that an attestation rests on
alter table proof_checks add column evidence text not null default '';
