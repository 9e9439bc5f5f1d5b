package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// house is a store with one incident that everyone sees and one that is
// restricted, with the same things hanging on each, and something that belongs
// to no incident.
type house struct {
	st               *store.Store
	open, restricted hindcast.Incident
	subjects         map[hindcast.IncidentID][]string // subjects are the identifiers of what hangs on each
}

func buildHouse(t *testing.T, st *store.Store) house {
	h := house{st: st, subjects: map[hindcast.IncidentID][]string{}}
	update(t, st, func(tx *store.Tx) error {
		team := hindcast.Team{ID: "team_sec", Name: "Security", Members: []hindcast.Person{{User: "usr_teamed"}, {User: "usr_teamed"}, {Name: "no account"}}}
		document := hindcast.Document{ID: "doc_open", Kind: hindcast.Runbook, Title: "wumpus runbook"}
		if err := tx.Documents().Add("document.added", "", &document); err != nil {
			return err
		}
		if err := tx.Record("token.created", store.Subject{Kind: "token", ID: "tok_1"}, nil); err != nil {
			return err
		}
		return tx.Teams().Add("team.added", "", &team)
	})
	h.open = h.furnish(t, "open", func(*hindcast.Incident) {})
	h.restricted = h.furnish(t, "restricted", func(i *hindcast.Incident) {
		i.Visibility, i.People, i.Teams = hindcast.Restricted, []hindcast.UserID{"usr_named"}, []hindcast.TeamID{"team_sec"}
	})
	update(t, st, func(tx *store.Tx) error {
		p := hindcast.Participant{ID: "par_1", Person: hindcast.Person{User: "usr_participant", Name: "P"}}
		return tx.Participants().Add("participant.added", h.restricted.ID, &p)
	})
	h.subjects[h.restricted.ID] = append(h.subjects[h.restricted.ID], "par_1")
	return h
}

// furnish opens an incident with one of everything; each contains "wumpus".
func (h house) furnish(t *testing.T, name string, change func(*hindcast.Incident)) hindcast.Incident {
	incident := addIncident(t, h.st, hindcast.Actor{User: "usr_opener", Name: "O", Role: hindcast.Member}, "wumpus "+name, func(i *hindcast.Incident) {
		i.Services, i.Type, i.State = []string{"Service of " + i.Title}, "Type of "+i.Title, hindcast.IncidentResolved
		change(i)
	})
	id := func(prefix string) string {
		s := prefix + "_" + name
		h.subjects[incident.ID] = append(h.subjects[incident.ID], s)
		return s
	}
	update(t, h.st, func(tx *store.Tx) error {
		event := hindcast.TimelineEvent{ID: hindcast.EventID(id("evt")), Text: "wumpus event"}
		participant := hindcast.Participant{ID: hindcast.ParticipantID(id("par")), Person: hindcast.Person{Name: "wumpus hunter"}}
		impact := hindcast.ImpactStatement{ID: hindcast.ImpactID(id("imp")), Text: "wumpus impact"}
		evidence := hindcast.Evidence{ID: hindcast.EvidenceID(id("evi")), Name: "wumpus log"}
		review := hindcast.Review{ID: hindcast.ReviewID(id("rev")), Summary: "wumpus summary", Facilitator: hindcast.Person{Name: "wumpus hunter"}}
		finding := hindcast.Finding{ID: hindcast.FindingID(id("fnd")), Text: "wumpus finding"}
		action := hindcast.Action{ID: hindcast.ActionID(id("act")), Title: "wumpus action", Owner: hindcast.Person{Name: "wumpus hunter"}}
		proof := store.ActionProof{Action: action.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(id("prf"))}}
		check := store.ProofCheck{ID: id("chk"), Proof: proof.Proof.ID}
		effect := store.ActionEffect{ID: id("eff"), Check: hindcast.EffectCheck{Action: action.ID, Day: 30, Note: "wumpus effect"}}
		writeup := store.Writeup{ID: id("wri"), Sections: []hindcast.Section{{Text: "wumpus prose"}}}
		publication := hindcast.Publication{ID: hindcast.PublicationID(id("pub")), Review: review.ID}
		for _, add := range []func() error{
			func() error { return tx.Events().Add("event.added", incident.ID, &event) },
			func() error { return tx.Participants().Add("participant.added", incident.ID, &participant) },
			func() error { return tx.Impact().Add("impact.added", incident.ID, &impact) },
			func() error { return tx.Evidence().Add("evidence.added", incident.ID, &evidence) },
			func() error { return tx.Reviews().Add("review.opened", incident.ID, &review) },
			func() error { return tx.Findings().Add("finding.added", incident.ID, &finding) },
			func() error { return tx.Actions().Add("action.added", incident.ID, &action) },
			func() error { return tx.Proofs().Add("proof.added", incident.ID, &proof) },
			func() error { return tx.ProofChecks().Add("proof.checked", incident.ID, &check) },
			func() error { return tx.Effects().Add("effect.checked", incident.ID, &effect) },
			func() error { return tx.Writeups().Add("writeup.added", incident.ID, &writeup) },
			func() error { return tx.Publications().Add("publication.drafted", incident.ID, &publication) },
		} {
			if err := add(); err != nil {
				return err
			}
		}
		return nil
	})
	return incident
}

func update(t testing.TB, st *store.Store, do func(*store.Tx) error) {
	t.Helper()
	if err := st.Update(context.Background(), storetest.Admin(), do); err != nil {
		t.Fatal(err)
	}
}

// readings is every way of reading incident data: each returns the identifiers
// of what it showed.
func (h house) readings(t *testing.T, by hindcast.Actor) map[string][]string {
	ctx := context.Background()
	seen := map[string][]string{}
	note := func(way, id string, err error) {
		switch {
		case err == nil:
			seen[way] = append(seen[way], id)
		case hindcast.CodeOf(err) != hindcast.NotFound:
			t.Errorf("%s: %v", way, err)
		}
	}
	for _, incident := range []hindcast.Incident{h.open, h.restricted} {
		for _, name := range []string{string(incident.ID), incident.Key} {
			_, err := h.st.Incident(ctx, by, name)
			note("Incident", string(incident.ID), err)
			_, err = h.st.Record(ctx, by, name)
			note("Record", string(incident.ID), err)
		}
	}
	for _, sort := range []store.IncidentSort{store.SortNewest, store.SortOldest, store.SortSeverity, store.SortKey} {
		rows, next, err := h.st.Incidents(ctx, by, store.IncidentFilter{}, sort, store.Page{Limit: 1})
		for ; err == nil && len(rows) > 0; rows, next, err = h.st.Incidents(ctx, by, store.IncidentFilter{}, sort, store.Page{Limit: 1, After: next}) {
			note("Incidents by "+string(sort), string(rows[0].Incident.ID), nil)
			if next == "" {
				break
			}
		}
		note("Incidents by "+string(sort), "", err)
	}
	rows, _, err := h.st.Incidents(ctx, by, store.IncidentFilter{Text: "wumpus"}, "", store.Page{})
	for _, r := range rows {
		note("Incidents with text", string(r.Incident.ID), err)
	}
	found, err := h.st.Search(ctx, by, "wumpus", 1000)
	for _, f := range found {
		note("Search", f.Subject.ID, err)
	}
	for _, f := range []store.EntryFilter{{}, {Incident: h.restricted.ID}, {Incident: h.open.ID}, {Verb: "event."}, {Actor: "usr_admin"}} {
		entries, err := h.st.Entries(ctx, by, 0, 1000, f)
		for _, e := range entries {
			way := "Entries of all"
			if f.Incident != "" || f.Verb != "" || f.Actor != "" {
				way = fmt.Sprintf("Entries %+v", f)
			}
			note(way, e.Subject.ID, err)
		}
		backwards, err := h.st.EntriesBefore(ctx, by, 0, 1000, f)
		note("EntriesBefore", "", err)
		for _, e := range backwards {
			note("EntriesBefore", e.Subject.ID, nil)
			note("EntriesBefore", string(e.Incident.ID), nil)
		}
	}
	changes, err := h.st.Changes(ctx, by, 0, 1000)
	for _, c := range changes {
		note("Changes", c.Subject.ID, err)
	}
	h.lists(note, by)
	read(note, by, "Events", h.st.Events(), h)
	read(note, by, "Participants", h.st.Participants(), h)
	read(note, by, "Impact", h.st.Impact(), h)
	read(note, by, "Evidence", h.st.Evidence(), h)
	read(note, by, "Reviews", h.st.Reviews(), h)
	read(note, by, "Findings", h.st.Findings(), h)
	read(note, by, "Actions", h.st.Actions(), h)
	read(note, by, "Proofs", h.st.Proofs(), h)
	read(note, by, "ProofChecks", h.st.ProofChecks(), h)
	read(note, by, "Effects", h.st.Effects(), h)
	read(note, by, "KnownChecks", h.st.KnownChecks(), h)
	read(note, by, "Writeups", h.st.Writeups(), h)
	read(note, by, "Publications", h.st.Publications(), h)
	read(note, by, "Documents", h.st.Documents(), h)
	read(note, by, "Teams", h.st.Teams(), h)
	read(note, by, "Glasses", h.st.Glasses(), h)
	return seen
}

// lists reads the lists that are narrowed and sorted.
func (h house) lists(note func(way, id string, err error), by hindcast.Actor) {
	ctx := context.Background()
	rows, _, err := h.st.Incidents(ctx, by, store.IncidentFilter{Person: hindcast.Person{Name: "wumpus hunter"}}, "", store.Page{})
	note("Incidents of a person", "", err)
	for _, r := range rows {
		note("Incidents of a person", string(r.Incident.ID), nil)
	}
	for _, sort := range []store.ActionSort{store.ActionsByDue, store.ActionsNewest, store.ActionsByOwner} {
		for _, f := range []store.ActionFilter{{}, {Text: "wumpus"}, {Owner: hindcast.Person{Name: "wumpus hunter"}}, {Incident: h.restricted.ID}} {
			actions, _, err := h.st.ListActions(ctx, by, f, sort, store.Page{})
			note("ListActions", "", err)
			for _, a := range actions {
				note("ListActions", string(a.Action.ID), nil)
				note("ListActions", string(a.Incident.ID), nil)
			}
		}
	}
	for _, f := range []store.ReviewFilter{{}, {Person: hindcast.Person{Name: "wumpus hunter"}}} {
		reviews, _, err := h.st.ListReviews(ctx, by, f, store.Page{})
		note("ListReviews", "", err)
		for _, r := range reviews {
			note("ListReviews", string(r.Review.ID), nil)
			note("ListReviews", string(r.Incident.ID), nil)
		}
	}
	unreviewed, err := h.st.Unreviewed(ctx, by, map[hindcast.Severity]time.Time{hindcast.SeverityNone: time.Now()}, 10)
	note("Unreviewed", "", err)
	for _, r := range unreviewed {
		note("Unreviewed", string(r.Incident.ID), nil)
	}
	told, err := h.st.Told(ctx, by, []hindcast.IncidentID{h.open.ID, h.restricted.ID})
	note("Told", "", err)
	for id := range told {
		note("Told", string(id), nil)
	}
	for _, of := range []hindcast.IncidentID{"inc_none", h.open.ID} {
		uses, err := h.st.Uses(ctx, by, of, time.Time{}, []string{"wumpus"})
		note("Uses", "", err)
		for _, id := range uses[0].Incidents {
			note("Uses", string(id), nil)
		}
		sharing, err := h.st.Sharing(ctx, by, hindcast.Incident{ID: of}, time.Time{}, 10)
		note("Sharing", "", err)
		for _, id := range sharing {
			note("Sharing", string(id), nil)
		}
	}
	facets, err := h.st.Facets(ctx, by)
	note("Facets", "", err)
	for _, name := range slices.Concat(facets.Services, facets.Types, facets.Owners) {
		for _, incident := range []hindcast.Incident{h.open, h.restricted} {
			if strings.HasSuffix(name, incident.Title) {
				note("Facets", string(incident.ID), nil)
			}
		}
	}
}

// read reads with a reader in its three ways. What was shown goes by the
// incident it belongs to.
func read[T any](note func(way, id string, err error), by hindcast.Actor, way string, r store.Reader[T], h house) {
	ctx := context.Background()
	kept, _, err := r.List(ctx, by, store.Page{})
	for _, k := range kept {
		note(way+".List", string(k.Incident), err)
	}
	for _, incident := range []hindcast.Incident{h.open, h.restricted} {
		kept, err := r.Of(ctx, by, incident.ID)
		for _, k := range kept {
			note(way+".Of", string(k.Incident), err)
		}
		for _, id := range h.subjects[incident.ID] {
			k, err := r.Get(ctx, by, id)
			note(way+".Get", string(k.Incident), err)
		}
	}
}

// TestWhoSeesWhat reads in every way as everybody and expects that what is hidden
// leaves no trace: not a row, not a count, not a page.
func TestWhoSeesWhat(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		clock := storetest.NewClock()
		db.Config.Now = clock.Now
		st := db.Open(t)
		h := buildHouse(t, st)
		update(t, st, func(tx *store.Tx) error {
			if err := tx.BreakGlass(h.restricted.ID, "usr_expired", tx.Now().Add(time.Minute), "paged about it"); err != nil {
				return err
			}
			return tx.BreakGlass(h.restricted.ID, "usr_glass", tx.Now().Add(10*time.Hour), "paged about it")
		})
		clock.Advance(time.Hour)
		person := func(user hindcast.UserID, role hindcast.OrgRole) hindcast.Actor {
			return hindcast.Actor{User: user, Name: string(user), Role: role}
		}
		none, open, both, restricted := 0, 1, 2, 3
		for _, c := range []struct {
			name string
			by   hindcast.Actor
			sees int
		}{
			{"nobody", hindcast.Actor{}, none},
			{"nobody with a name that is on it", person("usr_named", hindcast.Nobody), none},
			{"an unknown role", person("usr_named", "owner"), none},
			{"an admin", person("usr_a", hindcast.Admin), open},
			{"a facilitator", person("usr_a", hindcast.Facilitator), open},
			{"a member", person("usr_a", hindcast.Member), open},
			{"a viewer", person("usr_a", hindcast.Viewer), open},
			{"a member without an account", person("", hindcast.Member), open},
			{"who opened it", person("usr_opener", hindcast.Member), both},
			{"who is named", person("usr_named", hindcast.Viewer), both},
			{"who is on a named team", person("usr_teamed", hindcast.Member), both},
			{"who only says to be on the team", hindcast.Actor{User: "usr_liar", Role: hindcast.Member, Teams: []hindcast.TeamID{"team_sec"}}, open},
			{"a participant", person("usr_participant", hindcast.Member), both},
			{"who broke the glass", person("usr_glass", hindcast.Admin), both},
			{"whose glass expired", person("usr_expired", hindcast.Admin), open},
			{"a guest of no review", hindcast.Actor{User: "usr_g", Role: hindcast.Guest}, none},
			{"a guest of the open review", hindcast.Actor{User: "usr_g", Role: hindcast.Guest, Guest: "rev_open"}, open},
			{"a guest of the restricted review", hindcast.Actor{User: "usr_g", Role: hindcast.Guest, Guest: "rev_restricted"}, restricted},
			{"a member who says to be a guest", hindcast.Actor{User: "usr_a", Role: hindcast.Member, Guest: "rev_restricted"}, open},
		} {
			t.Run(c.name, func(t *testing.T) {
				for way, ids := range h.readings(t, c.by) {
					h.judge(t, way, ids, c.sees == open || c.sees == both, c.sees == restricted || c.sees == both)
				}
				seen := h.readings(t, c.by)
				if c.sees == open || c.sees == both {
					for _, way := range []string{"Incident", "Record", "Incidents by newest", "Search", "Entries of all", "Events.Get", "Reviews.Of", "Actions.List",
						"EntriesBefore", "Changes", "Incidents of a person", "ListActions", "ListReviews", "Facets", "Told", "Uses"} {
						if len(seen[way]) == 0 {
							t.Errorf("%s shows nothing", way)
						}
					}
				}
				h.internal(t, c.by, seen)
			})
		}
		verified(t, st)
	})
}

// judge checks one way of reading: what is to be hidden is not among what was
// shown.
func (h house) judge(t *testing.T, way string, ids []string, open, restricted bool) {
	t.Helper()
	for _, c := range []struct {
		incident hindcast.Incident
		may      bool
	}{{h.open, open}, {h.restricted, restricted}} {
		shown := slices.Contains(ids, string(c.incident.ID)) || slices.ContainsFunc(h.subjects[c.incident.ID], func(id string) bool { return slices.Contains(ids, id) })
		if shown && !c.may {
			t.Errorf("%s shows the %s", way, c.incident.Title)
		}
	}
}

// internal checks what belongs to no incident: documents are the organisation's,
// tokens the admins'.
func (h house) internal(t *testing.T, by hindcast.Actor, seen map[string][]string) {
	t.Helper()
	known := slices.Contains([]hindcast.OrgRole{hindcast.Admin, hindcast.Facilitator, hindcast.Member, hindcast.Viewer}, by.Role)
	if got := slices.Contains(seen["Search"], "doc_open"); got != known {
		t.Errorf("finds the runbook: %v", got)
	}
	entries := seen["Entries of all"]
	if got := slices.Contains(entries, "doc_open"); got != known {
		t.Errorf("sees the entry of the runbook: %v", got)
	}
	if got := slices.Contains(entries, "tok_1"); got != (by.Role == hindcast.Admin) {
		t.Errorf("sees the entry of the token: %v", got)
	}
	if got := len(seen["Teams.List"]) > 0; got != known {
		t.Errorf("sees the teams: %v", got)
	}
}

// TestVisibilityFollowsChanges: who may see a restricted incident follows from
// the rows as they are now, for old entries too.
func TestVisibilityFollowsChanges(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		h := buildHouse(t, st)
		sees := func(user hindcast.UserID, incident hindcast.Incident, want bool) {
			t.Helper()
			by := hindcast.Actor{User: user, Role: hindcast.Member}
			_, err := st.Incident(context.Background(), by, incident.Key)
			entries, _ := st.Entries(context.Background(), by, 0, 1000, store.EntryFilter{Incident: incident.ID})
			if (err == nil) != want || (len(entries) > 0) != want {
				t.Errorf("%s sees %s: %v, and %d entries; want %v", user, incident.Title, err, len(entries), want)
			}
		}
		sees("usr_x", h.open, true)
		change := func(verb string, incident *hindcast.Incident, change func(*hindcast.Incident)) {
			t.Helper()
			update(t, st, func(tx *store.Tx) error {
				change(incident)
				return tx.Incidents().Change(verb, incident, incident.Version)
			})
		}
		change("incident.restricted", &h.open, func(i *hindcast.Incident) { i.Visibility = hindcast.Restricted })
		sees("usr_x", h.open, false)
		change("incident.opened_up", &h.open, func(i *hindcast.Incident) { i.Visibility = hindcast.VisibleToEveryone })
		sees("usr_x", h.open, true)

		sees("usr_named", h.restricted, true)
		change("incident.readers_changed", &h.restricted, func(i *hindcast.Incident) { i.People = nil })
		sees("usr_named", h.restricted, false)
		sees("usr_participant", h.restricted, true)
		update(t, st, func(tx *store.Tx) error { return tx.Participants().Remove("participant.removed", "par_1", 1) })
		sees("usr_participant", h.restricted, false)
		sees("usr_teamed", h.restricted, true)
		update(t, st, func(tx *store.Tx) error {
			return tx.Teams().Change("team.changed", &hindcast.Team{ID: "team_sec", Members: []hindcast.Person{{User: "usr_x"}}}, 1)
		})
		sees("usr_teamed", h.restricted, false)
		sees("usr_x", h.restricted, true)
		update(t, st, func(tx *store.Tx) error { return tx.Teams().Remove("team.removed", "team_sec", 2) })
		sees("usr_x", h.restricted, false)

		guest := hindcast.Actor{Role: hindcast.Guest, Guest: "rev_open"}
		if _, err := st.Incident(context.Background(), guest, h.restricted.Key); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("a guest of another review: %v", err)
		}
		update(t, st, func(tx *store.Tx) error {
			return tx.Reviews().Change("review.widened", &hindcast.Review{ID: "rev_open", Incidents: []hindcast.IncidentID{h.open.ID, h.restricted.ID}}, 1)
		})
		if _, err := st.Incident(context.Background(), guest, h.restricted.Key); err != nil {
			t.Errorf("a guest of a review of both: %v", err)
		}
	})
}

func TestBreakGlassIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "x")
		for _, c := range []struct {
			name     string
			incident hindcast.IncidentID
			user     hindcast.UserID
			lasts    time.Duration
			reason   string
			want     hindcast.Code
		}{
			{"no reason", incident.ID, "u", time.Hour, " ", hindcast.Invalid}, {"nobody", incident.ID, "", time.Hour, "r", hindcast.Invalid},
			{"over already", incident.ID, "u", 0, "r", hindcast.Invalid}, {"for a week", incident.ID, "u", 7 * 24 * time.Hour, "r", hindcast.Invalid},
			{"no incident", "inc_none", "u", time.Hour, "r", hindcast.NotFound}, {"a day", incident.ID, "u", 24 * time.Hour, "r", ""},
		} {
			err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
				return tx.BreakGlass(c.incident, c.user, tx.Now().Add(c.lasts), c.reason)
			})
			if hindcast.CodeOf(err) != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		entries, err := st.Entries(context.Background(), storetest.Admin(), 1, 10, store.EntryFilter{})
		if err != nil || len(entries) != 1 || entries[0].Verb != "glass.broken" {
			t.Errorf("%+v, %v", entries, err)
		}
	})
}
