package demo

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// founder is who set the organisation up.
const founder = "Maren Solheim"

// settle is how the organisation moved in: its people, its teams, its services,
// and later the lessons it was sent.
func (b *book) settle() []act {
	start := byStart(b.now)
	all := []act{b.update(start.Add(-10*time.Minute), founder, b.addUsers), b.update(start, founder, b.addTeams), b.update(start.Add(10*time.Minute), founder, b.addServices),
		b.update(start.Add(20*time.Minute), founder, b.addOutside)}
	for _, l := range b.org.Lessons {
		lesson := hindcast.ExternalLesson{ID: hindcast.LessonID("les_" + b.clock.id()), Title: l.Title, Body: l.Body, Source: l.Source, Link: l.Link, TLP: l.TLP, ReceivedAt: l.At.Time}
		all = append(all, b.update(l.At.Time, "", func(tx *store.Tx) error { return tx.Lessons().Add("lesson.received", "", &lesson) }))
		if l.Triage == hindcast.Untriaged {
			continue
		}
		all = append(all, b.update(l.At.Add(27*time.Hour), l.By, func(tx *store.Tx) error {
			k, err := tx.Lessons().Get(string(lesson.ID))
			if err != nil {
				return err
			}
			k.Value.Triage, k.Value.TriagedBy, k.Value.Because = l.Triage, b.org.person(l.By), l.Because
			return tx.Lessons().Change("lesson.triaged", &k.Value, k.Version)
		}))
	}
	return all
}

// addOutside registers where proofs look. Nothing answers there: they are
// addresses set apart for examples.
func (b *book) addOutside(tx *store.Tx) error {
	for _, o := range b.org.Outside {
		s := hindcast.Source{ID: hindcast.SourceID(tx.NewID("src")), Name: o.Name, Kind: o.Kind, Base: o.Base, CreatedAt: tx.Now(), By: b.org.person(founder)}
		if err := tx.Sources().Add("source.added", "", &s); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) addUsers(tx *store.Tx) error {
	for _, m := range b.org.People {
		p := m.person()
		u := hindcast.User{ID: p.User, Name: p.Name, Email: hindcast.FoldEmail(m.email()), Role: m.Role, CreatedAt: tx.Now(), CreatedBy: b.org.person(founder)}
		if m.Role == hindcast.Guest {
			u.Guest = b.guests[m.Name]
		}
		if err := tx.Users().Add("user.added", "", &u); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) addTeams(tx *store.Tx) error {
	for _, name := range b.org.Teams {
		team := hindcast.Team{ID: hindcast.TeamID(tx.NewID("tea")), Name: name}
		for _, m := range b.org.People {
			if m.Team == name {
				team.Members = append(team.Members, m.person())
			}
		}
		if err := tx.Teams().Add("team.added", "", &team); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) addServices(tx *store.Tx) error {
	for _, s := range b.org.Services {
		if err := tx.Services().Add("service.added", "", &hindcast.Service{ID: hindcast.ServiceID(tx.NewID("svc")), Name: s.Name, Core: s.Core, Team: s.Team}); err != nil {
			return err
		}
	}
	return nil
}
