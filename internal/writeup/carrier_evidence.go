package writeup

import h "github.com/hindcast/hindcast/internal/hindcast"

func carryEvidence(f *fields, e *h.Evidence) {
	text(f, "id", &e.ID)
	text(f, "sha256", &e.SHA256)
	number(f, "size", &e.Size)
	text(f, "source", &e.Source)
	word(f, "availability", &e.Availability, []h.Availability{h.NotReachable, h.Expired})
	f.maybeFlag("intact", &e.Intact)
	f.person("collected_by", &e.CollectedBy)
	f.instant("collected_at", &e.CollectedAt)
	text(f, "collected_from", &e.CollectedFrom)
	texts(f, "events", &e.Events)
	parts(f, "custody", &e.Custody, func(f *fields, c *h.CustodyEntry) {
		f.instant("at", &c.At)
		f.person("by", &c.By)
		text(f, "action", &c.Action)
		text(f, "note", &c.Note)
	})
	carryOrigin(f, &e.Origin)
}

func carryDocument(f *fields, d *h.Document) {
	text(f, "id", &d.ID)
	word(f, "kind", &d.Kind, h.DocumentKinds())
	text(f, "title", &d.Title)
	text(f, "link", &d.Link)
	texts(f, "types", &d.Types)
	texts(f, "services", &d.Services)
	f.person("owner", &d.Owner)
	f.duration("review_every", &d.ReviewEvery)
	texts(f, "steps", &d.Steps)
	parts(f, "revisions", &d.Revisions, func(f *fields, r *h.Revision) {
		number(f, "number", &r.Number)
		f.instant("at", &r.At)
		f.person("author", &r.Author)
		f.person("approved_by", &r.ApprovedBy)
		text(f, "reason", &r.Reason)
		text(f, "lesson", &r.Lesson)
		text(f, "body", &r.Body)
	})
	marks := []h.DocumentMark(d.Marks)
	parts(f, "marks", &marks, func(f *fields, m *h.DocumentMark) {
		word(f, "kind", &m.Kind, h.DocumentMarkKinds())
		f.instant("at", &m.At)
	})
	d.Marks = marks
	f.instant("last_used", &d.LastUsed)
	f.instant("last_drilled", &d.LastDrilled)
}
