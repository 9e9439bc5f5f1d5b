package store

import "github.com/hindcast/hindcast/internal/hindcast"

// OrderFindings writes down in which order people want the findings of a review,
// and records it. Those that are not named follow in the order they were added.
func (t *Tx) OrderFindings(review hindcast.ReviewID, incident hindcast.IncidentID, order []hindcast.FindingID) error {
	for n, id := range order {
		if _, err := t.exec("update findings set place = $1 where id = $2 and incident_id = $3", int64(n+1), string(id), string(incident)); err != nil {
			return err
		}
	}
	return t.Record("findings.ordered", Subject{Kind: "review", ID: string(review), Incident: incident}, map[string]any{"order": order})
}
