package assess

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestSevenAnswersOfAnEmptyRecord(t *testing.T) {
	answers := Assess(&hindcast.Record{}, hindcast.Policy{Calendar: hindcast.Calendar{Zone: time.UTC}}, Options{})
	for i, q := range hindcast.Questions() {
		if a := answers[i]; a.Question != q || a.Reason == "" || a.Verdict == hindcast.Met || a.Verdict == hindcast.Missed {
			t.Errorf("answer %d of an empty record: %+v", i, a)
		}
	}
}
