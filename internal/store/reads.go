package store

import "github.com/hindcast/hindcast/internal/hindcast"

// Events reads timeline events.
func (s *Store) Events() Reader[hindcast.TimelineEvent] {
	return Reader[hindcast.TimelineEvent]{s, s.tables.events}
}

// Participants reads who took part in incidents.
func (s *Store) Participants() Reader[hindcast.Participant] {
	return Reader[hindcast.Participant]{s, s.tables.participants}
}

// Impact reads impact statements.
func (s *Store) Impact() Reader[hindcast.ImpactStatement] {
	return Reader[hindcast.ImpactStatement]{s, s.tables.impact}
}

// Evidence reads what supports events.
func (s *Store) Evidence() Reader[hindcast.Evidence] {
	return Reader[hindcast.Evidence]{s, s.tables.evidence}
}

// Writeups reads the prose of incidents.
func (s *Store) Writeups() Reader[Writeup] { return Reader[Writeup]{s, s.tables.writeups} }

// Reviews reads reviews without their findings.
func (s *Store) Reviews() Reader[hindcast.Review] {
	return Reader[hindcast.Review]{s, s.tables.reviews}
}

// Findings reads the findings of reviews.
func (s *Store) Findings() Reader[hindcast.Finding] {
	return Reader[hindcast.Finding]{s, s.tables.findings}
}

// Actions reads actions without their proofs.
func (s *Store) Actions() Reader[hindcast.Action] {
	return Reader[hindcast.Action]{s, s.tables.actions}
}

// Proofs reads what proves that actions are in place, without results.
func (s *Store) Proofs() Reader[ActionProof] { return Reader[ActionProof]{s, s.tables.proofs} }

// ProofChecks reads results of proofs.
func (s *Store) ProofChecks() Reader[ProofCheck] { return Reader[ProofCheck]{s, s.tables.checks} }

// Effects reads judgements of what actions did.
func (s *Store) Effects() Reader[ActionEffect] { return Reader[ActionEffect]{s, s.tables.effects} }

// Documents reads documents without their revisions.
func (s *Store) Documents() Reader[hindcast.Document] {
	return Reader[hindcast.Document]{s, s.tables.documents}
}

// Revisions reads revisions of documents.
func (s *Store) Revisions() Reader[DocumentRevision] {
	return Reader[DocumentRevision]{s, s.tables.revisions}
}

// Publications reads publications with their editions.
func (s *Store) Publications() Reader[hindcast.Publication] {
	return Reader[hindcast.Publication]{s, s.tables.publications}
}

// Lessons reads external lessons.
func (s *Store) Lessons() Reader[hindcast.ExternalLesson] {
	return Reader[hindcast.ExternalLesson]{s, s.tables.lessons}
}

// Services reads what can break.
func (s *Store) Services() Reader[hindcast.Service] {
	return Reader[hindcast.Service]{s, s.tables.services}
}

// Teams reads teams with their members.
func (s *Store) Teams() Reader[hindcast.Team] { return Reader[hindcast.Team]{s, s.tables.teams} }

// Glasses reads who broke the glass of restricted incidents.
func (s *Store) Glasses() Reader[Glass] { return Reader[Glass]{s, s.tables.glasses} }
