package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func alertTable() *table[hindcast.Alert] {
	type A = hindcast.Alert
	return &table[A]{
		name: "alerts", kind: "alert",
		columns: []column[A]{
			text("source", func(a *A) *string { return &a.Source }),
			text("external_id", func(a *A) *string { return &a.External }),
			text("title", func(a *A) *string { return &a.Name }),
			text("body", func(a *A) *string { return &a.Text }),
			list("labels", func(a *A) *map[string]string { return &a.Labels }),
			text("link", func(a *A) *string { return &a.Link }),
			instant("starts_at", func(a *A) *time.Time { return &a.StartsAt }),
			instant("ends_at", func(a *A) *time.Time { return &a.EndsAt }),
			text("event_id", func(a *A) *hindcast.EventID { return &a.Event }),
		},
		id: text("id", func(a *A) *hindcast.AlertID { return &a.ID }),
	}
}

func alertRuleTable() *table[hindcast.AlertRule] {
	type R = hindcast.AlertRule
	return &table[R]{
		name: "alert_rules", kind: "alert_rule",
		columns: []column[R]{
			text("title", func(r *R) *string { return &r.Name }),
			list("labels", func(r *R) *map[string]string { return &r.Labels }),
			text("service", func(r *R) *string { return &r.Service }),
		},
		id: text("id", func(r *R) *hindcast.AlertRuleID { return &r.ID }),
	}
}

// Alerts changes alerts. One that belongs to no incident yet is parked.
func (t *Tx) Alerts() Shelf[hindcast.Alert] {
	return Shelf[hindcast.Alert]{t, t.store.tables.alerts}
}

// AlertRules changes the rules that match alerts to incidents.
func (t *Tx) AlertRules() Shelf[hindcast.AlertRule] {
	return Shelf[hindcast.AlertRule]{t, t.store.tables.alertRules}
}

// Alerts reads alerts.
func (s *Store) Alerts() Reader[hindcast.Alert] { return Reader[hindcast.Alert]{s, s.tables.alerts} }

// AlertRules reads the rules that match alerts to incidents.
func (s *Store) AlertRules() Reader[hindcast.AlertRule] {
	return Reader[hindcast.AlertRule]{s, s.tables.alertRules}
}

// ParkedAlerts lists alerts that belong to no incident, the newest first.
func (s *Store) ParkedAlerts(ctx context.Context, by hindcast.Actor, page Page) ([]Kept[hindcast.Alert], string, error) {
	r := s.Alerts()
	q := r.query(by)
	q.add(" and t.incident_id = ''")
	return r.newest(ctx, q, "parked", page)
}

// KnownAlerts returns which alerts of a source are kept already, by their
// identity there.
func (t *Tx) KnownAlerts(source string, externals []string) (map[string]Kept[hindcast.Alert], error) {
	known := map[string]Kept[hindcast.Alert]{}
	const atOnce = 50
	for len(externals) > 0 {
		n := min(atOnce, len(externals))
		var q query
		q.add(t.store.tables.alerts.selection()+" where t.source = ?", source)
		in(&q, "t.external_id", externals[:n])
		if q.fits() {
			found, err := t.store.tables.alerts.all(t.ctx, t.sql, q.text.String(), q.args...)
			if err != nil {
				return nil, t.note("look for alerts", err)
			}
			for _, k := range found {
				known[k.Value.External] = k
			}
		}
		externals = externals[n:]
	}
	return known, nil
}

// OpenIncidentOf returns the incident that is open, neither resolved nor closed,
// and affects a service: the newest, when there are several. It is empty when
// there is none. Who may see the incident does not matter to where an alert
// belongs.
func (t *Tx) OpenIncidentOf(service string) (hindcast.IncidentID, error) {
	var q query
	q.add("select i.id from incident_tags g join incidents i on i.id = g.incident_id where g.kind = 'service' and g.name = ?", hindcast.Fold(service))
	in(&q, "i.state", []hindcast.IncidentState{hindcast.IncidentActive, hindcast.IncidentMitigated})
	q.add(" order by i.added desc limit 1")
	if !q.fits() {
		return "", nil
	}
	rows, err := t.sql.QueryContext(t.ctx, q.text.String(), q.args...)
	if err != nil {
		return "", t.note("look for an open incident", err)
	}
	defer rows.Close()
	var id hindcast.IncidentID
	for rows.Next() {
		if err := rows.Scan(&id); err != nil {
			return "", t.note("look for an open incident", err)
		}
	}
	return id, t.note("look for an open incident", rows.Err())
}

// AllAlertRules returns the rules in the order they were added.
func (t *Tx) AllAlertRules() ([]hindcast.AlertRule, error) {
	found, err := t.store.tables.alertRules.all(t.ctx, t.sql, t.store.tables.alertRules.selection()+" order by t.added")
	var rules []hindcast.AlertRule
	for _, k := range found {
		rules = append(rules, k.Value)
	}
	return rules, t.note("read the alert rules", err)
}
