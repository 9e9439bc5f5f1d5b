// Package library is what people do with documents: runbooks, playbooks,
// policies, procedures, templates. Every revision says why it was made and which
// lesson caused it, and is approved by somebody other than its author. The policy
// in force is one of them.
package library

import (
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with documents.
type Service struct {
	store *store.Store
	now   func() time.Time

	mu     sync.Mutex
	policy parsed // policy is what was parsed last
}

// New returns a service over a store.
func New(st *store.Store, now func() time.Time) *Service { return &Service{store: st, now: now} }

// What documents are made of.
type (
	Page     = store.Page                         // Page asks for part of a list.
	Kept     = store.Kept[hindcast.Document]      // Kept is a document with its version.
	Proposal = store.Kept[store.Proposal]         // Proposal is a revision that waits for approval, with its version.
	Revision = store.Kept[store.DocumentRevision] // Revision is one that is or was in force.
)

// Lesson is a finding that caused a revision, with the incident it comes from.
type Lesson struct {
	Finding  hindcast.Finding
	Incident hindcast.Incident
}
