package entry

import "github.com/hindcast/hindcast/internal/hindcast"

// Mark applies the rules that need the whole timeline, after each event was
// described: at most one event bears a milestone, and milestones that no words
// state are inferred. It returns the rule behind each inferred milestone.
func Mark(events []hindcast.TimelineEvent) (inferred map[hindcast.Milestone]string) {
	return map[hindcast.Milestone]string{}
}
