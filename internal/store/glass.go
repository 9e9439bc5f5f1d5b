package store

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Glass is a pane that was broken: an admin opened a restricted incident for a
// stated reason and time.
type Glass struct {
	ID     string
	User   hindcast.UserID
	Until  time.Time // Until is when the incident is hidden again.
	Reason string
}

// longestGlass is how long an incident can be opened at once; ours.
const longestGlass = 24 * time.Hour

func glassTable() *table[Glass] {
	return &table[Glass]{
		name: "glasses", kind: "glass",
		columns: []column[Glass]{
			text("user_id", func(g *Glass) *hindcast.UserID { return &g.User }),
			instant("until", func(g *Glass) *time.Time { return &g.Until }),
			text("reason", func(g *Glass) *string { return &g.Reason }),
		},
		id: text("id", func(g *Glass) *string { return &g.ID }),
		follow: func(t *Tx, k *Kept[Glass], _ step) error {
			t.deriveLater(k.Incident, derivation{readers: true})
			return nil
		},
	}
}

// BreakGlass lets a user see a restricted incident until an instant, at most 24
// hours from now, and records who did so and why. Whether they may is the
// caller's affair. The error is Invalid when no reason is given or the time is
// not in reach, and NotFound when there is no such incident.
func (t *Tx) BreakGlass(incident hindcast.IncidentID, user hindcast.UserID, until time.Time, reason string) error {
	var p hindcast.Problems
	if hindcast.Fold(reason) == "" {
		p.Add("reason", "say why the incident has to be opened")
	}
	if user == "" {
		p.Add("user", "must be somebody who is signed in")
	}
	if !until.After(t.now) || until.After(t.now.Add(longestGlass)) {
		p.Add("until", "must be within %s from now", fmt.Sprint(longestGlass))
	}
	if err := p.Err("breaking the glass"); err != nil {
		return err
	}
	if _, err := t.Incidents().Get(string(incident)); err != nil {
		return err
	}
	return t.store.tables.glasses.add(t, "glass.broken", incident, []*Glass{{ID: t.NewID("gls"), User: user, Until: until, Reason: reason}})
}

// Named returns the identifier of an incident by its identifier or key, whoever
// may see it, which is the caller's affair. It is empty when there is none.
func (t *Tx) Named(idOrKey string) (id hindcast.IncidentID, err error) {
	if !fits(idOrKey) {
		return "", nil
	}
	column, value := "id", any(idOrKey)
	if number, ok := numberOfKey(strings.ToUpper(idOrKey)); ok {
		column, value = "key_number", number
	}
	err = t.sql.QueryRowContext(t.ctx, "select id from incidents where "+column+" = "+placeholder(1), value).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, t.note("find the incident", err)
}
