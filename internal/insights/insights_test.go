package insights_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	ctx    = context.Background()
	admin  = storetest.Admin()
	ada    = storetest.Member("ada")
	viewer = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
)

// room is a service over a store with incidents of parcels and of certificates.
type room struct {
	*insights.Service
	t     *testing.T
	st    *store.Store
	clock *storetest.Clock
}

func each(t *testing.T, test func(t *testing.T, r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		r := room{t: t, clock: storetest.NewClock()}
		db.Config.Now = r.clock.Now
		r.st = db.Open(t)
		r.Service = insights.New(r.st, func(context.Context) (hindcast.Policy, error) { return hindcast.Policy{}, nil }, r.clock.Now)
		test(t, r)
	})
}

func (r room) update(do func(tx *store.Tx) error) {
	r.t.Helper()
	if err := r.st.Update(ctx, admin, do); err != nil {
		r.t.Fatal(err)
	}
}

// opened opens an incident with what was told of it, a day after the one before.
func (r room) opened(title string, change func(*hindcast.Incident), told ...string) hindcast.Incident {
	r.t.Helper()
	r.clock.Advance(24 * time.Hour)
	var i hindcast.Incident
	r.update(func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		i = hindcast.Incident{ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: title, Kind: hindcast.Operational, State: hindcast.IncidentResolved,
			Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now()}
		if change != nil {
			change(&i)
		}
		if err := tx.Incidents().Add("incident.opened", i.ID, &i); err != nil {
			return err
		}
		for n, text := range told {
			e := hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: tx.Now().Add(time.Duration(n) * time.Minute), Kind: hindcast.Note, Text: text}
			if err := tx.Events().Add("event.added", i.ID, &e); err != nil {
				return err
			}
		}
		return nil
	})
	return i
}

// parcels opens an incident about label printers, some others, and another about
// label printers: what is asked about.
func (r room) parcels() (earlier, asked hindcast.Incident) {
	earlier = r.opened("Labels were not printed", func(i *hindcast.Incident) { i.Services = []string{"Labels"} }, "The label printers in the depot stopped after the firmware was updated", "Rolled the firmware back")
	for n := range 6 {
		r.opened(fmt.Sprintf("Certificate of node %d expired", n), func(i *hindcast.Incident) { i.Services = []string{"Gateway"}; i.Type = "certificate" }, "Browsers refused the connection", "Renewed it")
	}
	asked = r.opened("Depot cannot print", nil, "Printers stopped again, the firmware reports a fault")
	return earlier, asked
}

func (r room) similar(by hindcast.Actor, of hindcast.Incident) []insights.Similar {
	r.t.Helper()
	found, err := r.Similar(ctx, by, of.ID, 5)
	if err != nil {
		r.t.Fatal(err)
	}
	return found
}

func TestSimilarSaysWhy(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		earlier, asked := r.parcels()
		found := r.similar(viewer, asked)
		if len(found) == 0 || found[0].Incident.ID != earlier.ID {
			t.Fatalf("%+v", found)
		}
		if !slices.Contains(found[0].Words, "firmware") || !slices.Contains(found[0].Words, "printers") || slices.Contains(found[0].Words, "the") {
			t.Errorf("because of %q", found[0].Words)
		}
		for _, f := range found[1:] {
			if f.Score > found[0].Score/2 {
				t.Errorf("%s is as similar: %+v", f.Incident.Title, f)
			}
		}
		// only what was there before
		for _, f := range r.similar(viewer, earlier) {
			t.Errorf("%s came later", f.Incident.Title)
		}
		// services and type speak where words do not
		other := r.opened("Nothing to see", func(i *hindcast.Incident) { i.Services = []string{"gateway"}; i.Type = "Certificate" })
		found = r.similar(viewer, other)
		if len(found) != 5 || found[0].Type != "Certificate" && len(found[0].Services) == 0 {
			t.Errorf("%+v", found)
		}
	})
}

func TestSimilarHidesWhatIsRestricted(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		secret := r.opened("Depot printers print keys", func(i *hindcast.Incident) { i.Visibility = hindcast.Restricted; i.Services = []string{"Depot"} }, "The printers' firmware leaked")
		r.update(func(tx *store.Tx) error {
			review := hindcast.Review{ID: "rev_1", State: hindcast.ReviewDrafting, Factors: []hindcast.ContributingFactor{{ID: "fac_1", Text: "Firmware is not signed"}}}
			return tx.Reviews().Add("review.opened", secret.ID, &review)
		})
		asked := r.opened("Depot printers fail", func(i *hindcast.Incident) { i.Services = []string{"Depot"} }, "The firmware again")
		for _, by := range []hindcast.Actor{viewer, admin} {
			if found := r.similar(by, asked); len(found) != 0 {
				t.Errorf("%s sees %+v", by.Role, found)
			}
			k, err := r.Known(ctx, by, asked.Key)
			if err != nil || len(k.Similar)+len(k.Recurring) != 0 {
				t.Errorf("%s knows %+v, %v", by.Role, k, err)
			}
		}
		if err := r.Judge(ctx, admin, asked.Key, hindcast.KnownFactor, "firmware is not signed", insights.Helpful); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("a hidden factor is judged: %v", err)
		}
		named := hindcast.Actor{User: "usr_named", Name: "Ned", Role: hindcast.Member}
		r.update(func(tx *store.Tx) error {
			k, err := tx.Incidents().Get(string(secret.ID))
			if err != nil {
				return err
			}
			k.Value.People = []hindcast.UserID{named.User}
			return tx.Incidents().Change("incident.changed", &k.Value, k.Version)
		})
		if found := r.similar(named, asked); len(found) != 1 || found[0].Incident.ID != secret.ID {
			t.Errorf("who is named on it sees %+v", found)
		}
		if _, err := r.Known(ctx, viewer, secret.Key); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("what was known before a hidden one: %v", err)
		}
	})
}

func TestKnownButNotDone(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		earlier, asked := r.parcels()
		states := map[hindcast.ActionID]hindcast.ActionState{"act_open": hindcast.ActionOpen, "act_dropped": hindcast.ActionDropped, "act_done": hindcast.ActionDone, "act_verified": hindcast.ActionVerified}
		r.update(func(tx *store.Tx) error {
			for id, state := range states {
				a := hindcast.Action{ID: id, Title: string(id), State: state, Due: hindcast.Date{Year: 2020, Month: 1, Day: 1}}
				if err := tx.Actions().Add("action.added", earlier.ID, &a); err != nil {
					return err
				}
			}
			risk := hindcast.Finding{ID: "fnd_risk", Kind: hindcast.Weakness, Text: "One depot", Disposition: hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: ada.Person(), Expires: hindcast.Date{Year: 2020, Month: 1, Day: 1}}}
			if err := tx.Findings().Add("finding.added", earlier.ID, &risk); err != nil {
				return err
			}
			for n, id := range []hindcast.IncidentID{earlier.ID, asked.ID} {
				review := hindcast.Review{ID: hindcast.ReviewID(fmt.Sprint("rev_", n)), State: hindcast.ReviewDrafting, Factors: []hindcast.ContributingFactor{{ID: "fac_1", Text: "Firmware is  updated everywhere at once"}}}
				if err := tx.Reviews().Add("review.opened", id, &review); err != nil {
					return err
				}
			}
			return nil
		})
		k, err := r.Known(ctx, ada, asked.Key)
		if err != nil || len(k.Similar) == 0 || k.Similar[0].Incident.ID != earlier.ID {
			t.Fatalf("%+v, %v", k, err)
		}
		past := k.Similar[0]
		var undone []string
		for _, item := range past.Undone {
			undone = append(undone, item.ID)
		}
		slices.Sort(undone)
		if !slices.Equal(undone, []string{"act_dropped", "act_open"}) || past.Kept != 1 || past.Actions != 4 || len(past.Risks) != 1 || len(past.Factors) != 1 {
			t.Errorf("undone %q, %+v", undone, past)
		}
		if len(k.Recurring) != 1 || len(k.Recurring[0].In) != 1 || !k.MayJudge {
			t.Errorf("%+v", k.Recurring)
		}
		r.judges(asked, k)
	})
}

// judges says of each thing what would have helped, and expects it to be counted.
func (r room) judges(asked hindcast.Incident, k insights.Known) {
	t := r.t
	judge := func(by hindcast.Actor, kind hindcast.KnownKind, known string, v insights.Verdict, want hindcast.Code) {
		t.Helper()
		err := r.Judge(ctx, by, asked.Key, kind, known, v)
		if want == "" && err != nil || want != "" && hindcast.CodeOf(err) != want {
			t.Errorf("%s %s as %s: %v, want %q", kind, known, by.Role, err, want)
		}
	}
	judge(viewer, hindcast.KnownAction, "act_open", insights.Helpful, hindcast.Forbidden)
	judge(ada, hindcast.KnownAction, "act_none", insights.Helpful, hindcast.NotFound)
	judge(ada, "wish", "act_open", insights.Helpful, hindcast.Invalid)
	judge(ada, hindcast.KnownAction, "act_open", "perhaps", hindcast.Invalid)
	judge(ada, hindcast.KnownAction, "act_open", insights.Unhelpful, "")
	judge(ada, hindcast.KnownAction, "act_open", insights.Helpful, "")
	judge(ada, hindcast.KnownRisk, "fnd_risk", insights.Helpful, "")
	judge(ada, hindcast.KnownFactor, k.Recurring[0].ID, insights.Unhelpful, "")
	helped, err := r.Helped(ctx, viewer, "act_open")
	if err != nil || len(helped) != 1 || helped[0].Key != asked.Key {
		t.Errorf("counted on the action: %+v, %v", helped, err)
	}
	k, err = r.Known(ctx, viewer, asked.Key)
	if err != nil || k.MayJudge || k.Recurring[0].Judged == nil || k.Recurring[0].Judged.Helped || k.Similar[0].Risks[0].Judged == nil {
		t.Errorf("%+v, %v", k, err)
	}
	judge(ada, hindcast.KnownAction, "act_open", insights.Unjudged, "")
	if helped, err = r.Helped(ctx, viewer, "act_open"); err != nil || len(helped) != 0 {
		t.Errorf("taken back, and still counted: %+v, %v", helped, err)
	}
	v, err := r.st.Verify(ctx, store.VerifyOptions{})
	if err != nil || len(v.Problems) > 0 {
		t.Errorf("%+v, %v", v.Problems, err)
	}
}
