package signals

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// delivery keeps the alerts of one message within one update.
type delivery struct {
	tx    *store.Tx
	known map[string]store.Kept[hindcast.Alert]
	rules []hindcast.AlertRule
	homes map[string]hindcast.IncidentID // homes by service, looked up once
}

// keep sorts alerts into those that are new, over, or heard before.
func (d *delivery) keep(alerts []hindcast.Alert, received *Received) error {
	matched := map[hindcast.IncidentID][]hindcast.Alert{}
	var order []hindcast.IncidentID
	var parked []*hindcast.Alert
	for i := range alerts {
		alert := alerts[i]
		if was, heard := d.known[alert.External]; heard {
			ended, err := d.end(was, alert)
			if err != nil {
				return err
			}
			if ended {
				received.Ended++
			} else {
				received.Repeated++
			}
			continue
		}
		d.known[alert.External] = store.Kept[hindcast.Alert]{Value: alert} // a delivery may name an alert twice
		home, err := d.home(alert)
		if err != nil {
			return err
		}
		if home == "" {
			alert.ID = hindcast.AlertID(d.tx.NewID("alt"))
			parked = append(parked, &alert)
			continue
		}
		if matched[home] == nil {
			order = append(order, home)
		}
		matched[home] = append(matched[home], alert)
	}
	received.Parked += len(parked)
	if len(parked) > 0 {
		if err := d.tx.Alerts().AddAll("alert.parked", "", parked); err != nil {
			return err
		}
	}
	for _, home := range order {
		received.Matched += len(matched[home])
		if err := d.match(home, matched[home]); err != nil {
			return err
		}
	}
	return nil
}

// home is the open incident that an alert belongs to, by the first rule that
// leads to one.
func (d *delivery) home(a hindcast.Alert) (hindcast.IncidentID, error) {
	for _, rule := range d.rules {
		service, ok := rule.ServiceOf(a)
		if !ok {
			continue
		}
		home, looked := d.homes[service]
		if !looked {
			var err error
			if home, err = d.tx.OpenIncidentOf(service); err != nil {
				return "", err
			}
			d.homes[service] = home
		}
		if home != "" {
			return home, nil
		}
	}
	return "", nil
}

// match puts alerts on the timeline of an incident, each as one event.
func (d *delivery) match(home hindcast.IncidentID, alerts []hindcast.Alert) error {
	var events []*hindcast.TimelineEvent
	var kept []*hindcast.Alert
	for _, a := range alerts {
		e := event(a)
		e.ID, e.EnteredAt, e.EnteredBy = hindcast.EventID(d.tx.NewID("evt")), d.tx.Now(), d.tx.By().Person()
		a.ID, a.Event = hindcast.AlertID(d.tx.NewID("alt")), e.ID
		events, kept = append(events, &e), append(kept, &a)
	}
	if err := d.tx.Events().AddAll("event.added", home, events); err != nil {
		return err
	}
	return d.tx.Alerts().AddAll("alert.matched", home, kept)
}

// end ends an alert that is over, and its event. It does nothing where the alert
// is still said to fire, or was ended before.
func (d *delivery) end(was store.Kept[hindcast.Alert], now hindcast.Alert) (bool, error) {
	if now.EndsAt.IsZero() || !was.Value.EndsAt.IsZero() || was.Version == 0 {
		return false, nil
	}
	alert := was.Value
	alert.EndsAt = now.EndsAt
	if err := d.tx.Alerts().Change("alert.ended", &alert, was.Version); err != nil {
		return false, err
	}
	if alert.Event == "" {
		return true, nil
	}
	kept, err := d.tx.Events().Get(string(alert.Event))
	if hindcast.CodeOf(err) == hindcast.NotFound { // somebody removed it from the timeline
		return true, nil
	}
	if err != nil {
		return false, err
	}
	e := kept.Value
	if now.EndsAt.Before(e.At) || !e.Until.IsZero() { // somebody corrected it by hand
		return true, nil
	}
	e.Until = now.EndsAt
	return true, d.tx.Events().Change("event.ended", &e, kept.Version)
}

// event is the signal an alert is on a timeline.
func event(a hindcast.Alert) hindcast.TimelineEvent {
	text := a.Name
	if a.Text != "" && hindcast.Fold(a.Text) != hindcast.Fold(a.Name) {
		text += ": " + a.Text
	}
	notes := labels(a.Labels)
	if a.Link != "" {
		notes = strings.TrimSpace(notes + " " + a.Link)
	}
	return hindcast.TimelineEvent{At: a.StartsAt, Until: a.EndsAt, Precision: hindcast.PrecisionExact, Kind: hindcast.Signal, Text: text,
		NoticedBy: hindcast.NoticedByMonitoring, Origin: hindcast.Origin{Notes: notes}}
}
