package store_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// testKey is a signing key made from a name.
func testKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// tampered runs statements past the store.
func tampered(t *testing.T, db storetest.Database, statements ...string) {
	t.Helper()
	raw := db.Raw(t)
	defer raw.Close()
	for _, s := range statements {
		if _, err := raw.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// TestTampering alters the database by hand in every way we could think of and
// expects Verify to name what was altered.
func TestTampering(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	for _, c := range []struct {
		name string
		sql  string // statements separated by ;
		want string // what a problem says; "" where nothing can be noticed
	}{
		{"nothing", "", ""},
		{"a payload is changed", "update ledger_payload set body = replace(body, 'Outage 2', 'Outage X') where number = 2", "entry 2: its payload is not the one it was sealed with"},
		{"an actor is changed", "update ledger set actor = 'usr_other' where number = 2", "entry 2: its fields are not those it was sealed with"},
		{"a time is changed", "update ledger set at = at + 1 where number = 2", "entry 2: its fields are not those it was sealed with"},
		{"an effect is changed", "update ledger set effect = '' where number = 2", "entry 2: its fields are not those it was sealed with"},
		{"a hash is changed", "update ledger set hash = previous where number = 2", "entry 2: its fields are not those it was sealed with"},
		{"an entry is deleted", "delete from ledger_payload where number = 2; delete from ledger where number = 2", "entry 3: entry 2 is missing"},
		{"the first entry is deleted", "delete from ledger_payload where number = 1; delete from ledger where number = 1", "entry 2: entry 1 is missing"},
		{"two entries are swapped", "update ledger set number = -1 where number = 5; update ledger set number = 5 where number = 6; update ledger set number = 6 where number = -1", "entry 5: it does not follow the entry before it"},
		{"an entry is put at the end", "insert into ledger select number + 1, at, verb, subject_kind, subject_id, incident_id, effect, actor, token, payload_hash, hash, hash from ledger where number = 8", "entry 9: its fields are not those it was sealed with"},
		{"a payload is removed", "delete from ledger_payload where number = 2", "entry 2: its payload is gone and no entry says that it was purged"},
		{"a row is changed", "update events set body = 'never happened' where id = 'evt_2'", "evt_2: its body is not what was recorded"},
		{"a row is changed and shown as a newer version", "update events set body = 'x', version = version + 1 where id = 'evt_2'", "evt_2: its version is not what was recorded"},
		{"a row is moved to another incident", "update events set incident_id = (select id from incidents where key_number = 2) where id = 'evt_2'", "evt_2: its incident_id is not what was recorded"},
		{"a row gets the state and the entry of before", "update events set body = 'as first written', version = 1, entry = 4 where id = 'evt_1'", "evt_1: it names entry 4 as its last, which is not so"},
		{"a row names the entry of another", "update events set entry = 5 where id = 'evt_1'", "evt_1: it names entry 5 as its last, which is not so"},
		{"a row is deleted", "delete from events where id = 'evt_2'", "evt_2: it is not there any more, and no entry says that it was removed"},
		{"a row is inserted", "insert into services (id, incident_id, version, added, title, core, team, entry) values ('svc_x', '', 1, 2, 'x', 0, '', 2)", "svc_x: no entry says that it was added"},
		{"a removed row comes back", "insert into services (id, incident_id, version, added, title, core, team, entry) values ('svc_1', '', 1, 7, 'gone', 0, '', 7)", "svc_1: it names entry 7 as its last, which is not so"},
		{"the signature of a head is changed", "update ledger_head set signature = replace(signature, substr(signature, 1, 1), case when substr(signature, 1, 1) = 'a' then 'b' else 'a' end)", "the signed head has no valid signature"},
		{"a signed head is moved", "update ledger_head set number = 3", "the signed head has no valid signature"},
		// what a chain alone cannot show
		{"the end is cut with its rows", "delete from ledger_head; delete from ledger_payload where number > 6; delete from ledger where number > 6", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, db storetest.Database) {
				db.Config.Key = testKey("ours")
				st := db.Open(t)
				head := tamperable(t, st)
				tampered(t, db, split(c.sql)...)
				v, err := st.Verify(context.Background(), store.VerifyOptions{})
				if err != nil {
					t.Fatal(err)
				}
				said := say(v)
				if c.want == "" && said != "" || !strings.Contains(said, c.want) {
					t.Errorf("says:\n%swant: %s", said, c.want)
				}
				v, err = st.Verify(context.Background(), store.VerifyOptions{Expect: head.String()})
				if cut := strings.Contains(c.sql, "number > 6"); err != nil || cut != strings.Contains(say(v), "was kept elsewhere is not in this ledger") && c.want == "" {
					t.Errorf("expecting the head of before: %v\n%s", err, say(v))
				}
			})
		})
	}
}

func split(sql string) []string {
	if sql == "" {
		return nil
	}
	return strings.Split(sql, "; ")
}

func say(v store.Verification) string {
	var b strings.Builder
	for _, p := range v.Problems {
		fmt.Fprintf(&b, "entry %d: %s", p.Entry, p.Why)
		fmt.Fprintf(&b, " | %s: %s\n", p.Subject.ID, p.Why)
	}
	return b.String()
}

// tamperable writes eight entries and signs the head.
func tamperable(t *testing.T, st *store.Store) store.Head {
	t.Helper()
	first := addIncident(t, st, storetest.Admin(), "Outage 1") // 1
	addIncident(t, st, storetest.Admin(), "Outage 2")          // 2
	addIncident(t, st, storetest.Admin(), "Outage 3")          // 3
	e1 := hindcast.TimelineEvent{ID: "evt_1", Text: "as first written"}
	e2 := hindcast.TimelineEvent{ID: "evt_2", Text: "it broke"}
	update(t, st, func(tx *store.Tx) error { return tx.Events().Add("event.added", first.ID, &e1) }) // 4
	update(t, st, func(tx *store.Tx) error { return tx.Events().Add("event.added", first.ID, &e2) }) // 5
	update(t, st, func(tx *store.Tx) error {
		e1.Text = "as corrected"
		return tx.Events().Change("event.corrected", &e1, 1) // 6
	})
	update(t, st, func(tx *store.Tx) error {
		return tx.Services().Add("service.added", "", &hindcast.Service{ID: "svc_1", Name: "gone"}) // 7
	})
	update(t, st, func(tx *store.Tx) error { return tx.Services().Remove("service.removed", "svc_1", 1) }) // 8
	head, err := st.SignHead(context.Background())
	if err != nil || head.Number != 8 || !head.SignedBy(testKey("ours").Public().(ed25519.PublicKey)) {
		t.Fatal(head, err)
	}
	return head
}

// TestHeads: a head survives being written down, and is not that of another.
func TestHeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		db.Config.Key = testKey("ours")
		st := db.Open(t)
		if _, err := st.SignHead(context.Background()); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("signing an empty ledger: %v", err)
		}
		signed := tamperable(t, st)
		again, err := st.SignHead(context.Background())
		if err != nil || again.String() != signed.String() || again.Signature != signed.Signature {
			t.Errorf("%v, %v", again, err)
		}
		parsed, err := store.ParseHead(" " + strings.ToUpper(signed.String()) + "\n")
		if err != nil || parsed.String() != signed.String() {
			t.Errorf("%v, %v", parsed, err)
		}
		for _, text := range []string{"", "8", "8:", ":" + signed.Hash, "0:" + signed.Hash, "-8:" + signed.Hash, "8:" + signed.Hash[1:], "8:" + signed.Hash + "00", "8:zz", "x:" + signed.Hash} {
			if _, err := store.ParseHead(text); hindcast.CodeOf(err) != hindcast.Invalid {
				t.Errorf("%q: %v", text, err)
			}
			if _, err := st.Verify(context.Background(), store.VerifyOptions{Expect: text}); text != "" && hindcast.CodeOf(err) != hindcast.Invalid {
				t.Errorf("verify %q: %v", text, err)
			}
		}
		addIncident(t, st, storetest.Admin(), "later")
		for text, want := range map[string]bool{signed.String(): true, "8:" + strings.Repeat("0", 64): false, "9:" + signed.Hash: false, "999:" + signed.Hash: false} {
			v, err := st.Verify(context.Background(), store.VerifyOptions{Expect: text})
			if err != nil || (len(v.Problems) == 0) != want || v.Signed != 1 {
				t.Errorf("%s: %v, %+v", text, err, v)
			}
		}
		v, err := st.Verify(context.Background(), store.VerifyOptions{Key: testKey("theirs").Public().(ed25519.PublicKey)})
		if err != nil || v.Foreign != 1 || len(v.Problems) != 0 {
			t.Errorf("with the key of another: %v, %+v", err, v)
		}
	})
}

// TestPurge: the text is gone, for good, and everything still verifies.
func TestPurge(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, err := store.Open(context.Background(), db.Config)
		if err != nil {
			t.Fatal(err)
		}
		const secret = "AKIAQ3EXAMPLESECRET"
		incident := addIncident(t, st, storetest.Admin(), "leak")
		e := addEvent(t, st, incident.ID, "the key is "+secret+strings.Repeat(" and so on", 1000), time.Time{}) // entry 2
		update(t, st, func(tx *store.Tx) error {
			e.Text = "the key was pasted here and removed"
			return tx.Events().Change("event.corrected", &e, e.Version) // entry 3 still has it as "before"
		})
		addEvent(t, st, incident.ID, "unrelated", time.Time{}) // entry 4
		purge := func(reason string, numbers ...int64) error {
			return st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error { return tx.Purge(reason, numbers...) })
		}
		if err := purge(" ", 2); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("without a reason: %v", err)
		}
		if err := purge("pasted key", 2, 99); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("an entry that is not there: %v", err)
		}
		if v := verified(t, st); v.Purged != 0 {
			t.Errorf("%d purged by what was refused", v.Purged)
		}
		update(t, st, func(tx *store.Tx) error { return tx.PurgeSubject("pasted key", "event", string(e.ID)) }) // entry 5
		if err := purge("hide the traces", 5); hindcast.CodeOf(err) != hindcast.Conflict {
			t.Errorf("purging a purge: %v", err)
		}
		if v := verified(t, st); v.Purged != 2 || v.Entries != 5 {
			t.Errorf("%+v", v)
		}
		entries, err := st.Entries(context.Background(), storetest.Admin(), 1, 10, store.EntryFilter{})
		if err != nil || len(entries) != 4 || entries[0].Payload != "" || entries[1].Payload != "" || entries[2].Payload == "" {
			t.Fatalf("%+v, %v", entries, err)
		}
		if p := entries[3]; p.Verb != "ledger.purged" || p.Subject.ID != string(e.ID) || !strings.Contains(p.Payload, `"purged":[2,3]`) || !strings.Contains(p.Payload, `"reason":"pasted key"`) {
			t.Errorf("%+v", p)
		}
		e2, err := st.Events().Get(context.Background(), storetest.Admin(), string(e.ID))
		if err != nil || e2.Value.Text != e.Text || e2.Version != 2 || e2.Entry != 5 {
			t.Errorf("the row after purging: %+v, %v", e2, err)
		}
		update(t, st, func(tx *store.Tx) error { // changing goes on as before
			e.Text = "redacted"
			return tx.Events().Change("event.corrected", &e, 2)
		})
		verified(t, st)
		update(t, st, func(tx *store.Tx) error { return tx.Purge("also", 4, 1) }) // two subjects
		if v := verified(t, st); v.Purged != 4 || v.Entries != 8 {
			t.Errorf("%+v", v)
		}
		if err := st.Close(); err != nil {
			t.Fatal(err)
		}
		for _, spelling := range []string{secret, strings.ToLower(secret)} { // the index holds words in lower case
			if where := db.Holds(t, spelling); len(where) > 0 {
				t.Errorf("%s is still in %v", spelling, where)
			}
		}
		verified(t, db.Open(t))
	})
}
