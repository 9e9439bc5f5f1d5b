package assess

import "github.com/hindcast/hindcast/internal/hindcast"

func (v *view) severity() hindcast.Answer {
	return about(hindcast.AskSeverity).close(hindcast.NotComputable, "The record does not say what the impact was.")
}
func (v *view) known() []hindcast.SeverityStep { return nil }
