package reviews_test

import (
	"slices"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestMeeting(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.refused(hindcast.NotFound, "a meeting of no review", r.Begin(ctx, admin, "INC-1"))
		r.opened()
		_, err := r.Remark(ctx, ada, "INC-1", hindcast.Remark{Kind: hindcast.RemarkNote, Text: "too early"})
		r.refused(hindcast.Conflict, "a remark before the meeting", err)
		r.refused(hindcast.Forbidden, "a member begins", r.Begin(ctx, ada, "INC-1"))
		r.must(r.Begin(ctx, facilitator, "INC-1"))
		r.refused(hindcast.Conflict, "begun twice", r.Begin(ctx, facilitator, "INC-1"))
		r.refused(hindcast.Invalid, "what is not on the agenda", r.Take(ctx, facilitator, "INC-1", "lunch", false))
		r.refused(hindcast.Forbidden, "a member conducts", r.Take(ctx, ada, "INC-1", "actions", false))

		note, err := r.Remark(ctx, ada, "INC-1", hindcast.Remark{Kind: hindcast.RemarkNote, Text: "Nobody watched the queue", Event: r.event})
		r.must(err)
		_, err = r.Remark(ctx, viewer, "INC-1", hindcast.Remark{Kind: hindcast.RemarkNote, Text: "hello"})
		r.refused(hindcast.Forbidden, "a viewer's remark", err)
		_, err = r.Remark(ctx, ada, "INC-1", hindcast.Remark{Kind: hindcast.RemarkNote, Text: "elsewhere", Event: "e9"})
		r.refused(hindcast.NotFound, "a remark on no event", err)
		r.must(r.Park(ctx, ben, "INC-1", note.Value.ID, true))
		r.must(r.AgreeTimeline(ctx, facilitator, "INC-1"))
		r.must(r.Take(ctx, facilitator, "INC-1", "actions", true))
		for range 2 { // pressed twice, found once
			r.must(r.FindingOf(ctx, ben, "INC-1", note.Value.ID, hindcast.Weakness))
		}

		seen, err := r.Table(ctx, viewer, "INC-1")
		r.must(err)
		if m := seen.Meeting.Value; !m.Held() || m.Topic != "actions" || !m.Through("timeline") || m.AgreedAt.IsZero() {
			t.Errorf("%+v", m)
		}
		findings := seen.Record.Review.FindingsOf(hindcast.Weakness)
		if len(findings) != 1 || !slices.Equal(findings[0].Events, []hindcast.EventID{r.event}) {
			t.Errorf("%+v", findings)
		}
		if len(seen.Remarks) != 1 || seen.Remarks[0].Value.Topic != "timeline" || seen.Remarks[0].Value.Kind != hindcast.RemarkParked || seen.Remarks[0].Value.Became != string(findings[0].ID) {
			t.Errorf("%+v", seen.Remarks)
		}
		r.must(r.End(ctx, facilitator, "INC-1"))
		r.refused(hindcast.Conflict, "ended twice", r.End(ctx, facilitator, "INC-1"))
	})
}

func TestConfirmations(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		r.refused(hindcast.Invalid, "a dispute that does not say how it was", r.Confirm(ctx, ada, "INC-1", r.event, true, " "))
		r.refused(hindcast.NotFound, "no such event", r.Confirm(ctx, ada, "INC-1", "e9", false, ""))
		r.refused(hindcast.Forbidden, "a viewer", r.Confirm(ctx, viewer, "INC-1", r.event, false, ""))
		r.must(r.Confirm(ctx, ada, "INC-1", r.event, true, "it was over at 11:50"))
		r.must(r.Confirm(ctx, ben, "INC-1", r.event, false, ""))
		r.must(r.Confirm(ctx, ada, "INC-1", r.event, false, "")) // she saw the graph
		seen, err := r.Table(ctx, ada, "INC-1")
		r.must(err)
		if len(seen.Confirmations) != 2 || seen.Confirmations[0].Value.Disputed || seen.Confirmations[1].Value.By.User != ben.User {
			t.Errorf("%+v", seen.Confirmations)
		}
	})
}
