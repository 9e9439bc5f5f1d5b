package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Unreviewed lists incidents that are resolved, have no review, and were
// resolved before the time given for their severity; severities that are not
// given are left out. The longest resolved come first. Incidents whose
// resolution has no time are not listed, as nobody can say that they are late.
func (s *Store) Unreviewed(ctx context.Context, by hindcast.Actor, before map[hindcast.Severity]time.Time, limit int) ([]IncidentRow, error) {
	var q query
	q.add(s.tables.incidents.selection("t.occurred_at", "t.resolved_at") + " where ")
	q.visible("t", by, toMicros(s.now()))
	q.add(" and t.state = ? and t.resolved_at > ? and (1 = 0", string(hindcast.IncidentResolved), unrecorded)
	for _, level := range slices.Sorted(maps.Keys(before)) {
		q.add(" or t.severity = ? and t.resolved_at < ?", int64(level), toMicros(before[level]))
	}
	q.add(") and not exists (select 1 from review_incidents v where v.incident_id = t.id) order by t.resolved_at, t.id limit ?", int64(max(0, limit)))
	q.planned = true
	return found(ctx, s, "list incidents without a review", &q, s.scanIncidentRow)
}
