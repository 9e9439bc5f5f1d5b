package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func (b *book) completeImpact(t *tale, _ time.Duration) error {
	r := &t.record
	for i, n := range t.notes.Impact {
		if i >= len(r.Impact) {
			return fmt.Errorf("impact %d has no line in the write-up", i+1)
		}
		s := &r.Impact[i]
		if n.Event != "" {
			e, err := event(r, n.Event)
			if err != nil {
				return err
			}
			s.Event = e.ID
		}
		if n.Users != nil {
			s.UsersAffected = n.Users
		}
		s.AllUsers = n.AllUsers
		s.Since, s.RecordsExposed, s.Public, s.Media = n.Since.Time, n.Records, n.Public, n.Media
		s.FundsAtRisk, s.Losses, s.Cost = money(n.AtRisk), money(n.Lost), money(n.Cost)
		s.Services = nil
		for name, degree := range n.Services {
			s.Services = append(s.Services, hindcast.ServiceImpact{Service: name, Degree: degree})
		}
		slices.SortFunc(s.Services, func(a, b hindcast.ServiceImpact) int { return strings.Compare(a.Service, b.Service) })
		s.Origin.Rule = ""
	}
	return nil
}

// money reads "412600 EUR".
func money(text string) *hindcast.Money {
	amount, currency, ok := strings.Cut(text, " ")
	if !ok {
		return nil
	}
	return &hindcast.Money{Amount: amount, Currency: currency}
}

func (b *book) completeEvidence(t *tale, by time.Duration) error {
	r := &t.record
	for _, n := range t.notes.Evidence {
		e := hindcast.Evidence{Name: n.Name, URL: n.URL, Source: n.Source, Availability: n.Availability, CollectedBy: b.org.person(n.By),
			CollectedAt: n.At.Time, CollectedFrom: n.From}
		var err error
		if e.Events, err = cited(r, n.Cites); err != nil {
			return err
		}
		if n.File != "" {
			content, err := readEvidence(n.File, by)
			if err != nil {
				return err
			}
			t.files[n.Name] = content
		}
		for _, c := range n.Custody {
			e.Custody = append(e.Custody, hindcast.CustodyEntry{At: c.At.Time, By: b.org.person(c.By), Action: c.Action, Note: c.Note})
		}
		r.Evidence = append(r.Evidence, e)
	}
	return nil
}

// readEvidence reads a file with the dates in it moved, unless it is a picture.
func readEvidence(name string, by time.Duration) ([]byte, error) {
	if strings.HasSuffix(name, ".png") {
		by = 0
		return files.ReadFile("evidence/" + name)
	}
	return readText("evidence/"+name, by)
}

func (b *book) completeReview(t *tale, _ time.Duration) error {
	v := &t.record.Review
	for i := range v.Factors {
		v.Factors[i].ID = b.factor(v.Factors[i].Text)
		v.Factors[i].Primary = fmt.Sprint(i+1) == t.notes.Factors
	}
	for kind, list := range map[hindcast.FindingKind][]findingNote{
		hindcast.Strength: t.notes.Strengths, hindcast.Weakness: t.notes.Weaknesses, hindcast.Luck: t.notes.Luck} {
		for i, n := range list {
			f := nth(v, kind, i+1)
			if f == nil {
				return fmt.Errorf("%s %d has no line in the write-up", kind, i+1)
			}
			var err error
			if f.Events, err = cited(&t.record, n.Cites); err != nil {
				return err
			}
			if f.Disposition, err = b.disposition(n); err != nil {
				return err
			}
		}
	}
	return nil
}

// nth is the n-th finding of a kind, or nil.
func nth(v *hindcast.Review, kind hindcast.FindingKind, n int) *hindcast.Finding {
	for i := range v.Findings {
		if v.Findings[i].Kind == kind {
			if n--; n == 0 {
				return &v.Findings[i]
			}
		}
	}
	return nil
}

func (b *book) disposition(n findingNote) (d hindcast.Disposition, err error) {
	switch {
	case n.Action:
		d.Kind = hindcast.DisposedAction
	case n.Accept != "":
		d = hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: b.org.person(n.Accept), Because: n.Because}
		d.Expires, err = hindcast.ParseDate(n.Until)
	case n.Leave != "":
		d = hindcast.Disposition{Kind: hindcast.NoChange, By: b.org.person(n.Leave), Because: n.Because}
	}
	return d, err
}

func (b *book) completeActions(t *tale, _ time.Duration) error {
	r := &t.record
	if len(t.notes.Actions) != len(r.Actions) {
		return fmt.Errorf("%d actions for the %d of the write-up", len(t.notes.Actions), len(r.Actions))
	}
	kinds := map[byte]hindcast.FindingKind{'s': hindcast.Strength, 'w': hindcast.Weakness, 'l': hindcast.Luck}
	for i, n := range t.notes.Actions {
		a := &r.Actions[i]
		a.State, a.Origin = hindcast.ActionOpen, hindcast.Origin{}
		a.Change, a.Intent, a.Hierarchy, a.Priority = n.Change, n.Intent, n.Hierarchy, n.Priority
		a.FirstDue = a.Due
		if n.FirstDue != "" {
			day, err := hindcast.ParseDate(n.FirstDue)
			if err != nil {
				return err
			}
			a.FirstDue = day
		}
		if n.Finding != "" {
			f := nth(&r.Review, kinds[n.Finding[0]], int(n.Finding[1]-'0'))
			if f == nil {
				return fmt.Errorf("action %d: no finding %q", i+1, n.Finding)
			}
			a.Finding = f.ID
		}
		for _, p := range n.Proofs {
			a.Proofs = append(a.Proofs, hindcast.Proof{Kind: p.Kind, Subject: p.Subject, Expect: p.Expect})
		}
	}
	return nil
}
