package assess

import (
	"fmt"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// change answers what should change. A weakness is disposed of when a risk was
// accepted or no change decided by name, or when an action that was not dropped
// answers it. Where weaknesses lack a disposition but actions stand beside them
// that name no weakness, the record does not say which answers which. An
// accepted risk past its day counts as overdue, as an action does.
func (v *view) change(today hindcast.Date) hindcast.Answer {
	d := about(hindcast.AskChange)
	w := v.weaknesses(today)
	if len(v.record.Review.Findings)+len(v.record.Actions) > 0 {
		for _, m := range v.changeMeasures(w, today) {
			d.add(m)
		}
	}
	total := len(w.all)
	switch {
	case len(v.record.Review.Findings) == 0:
		d.ask("record what should change, or that nothing should")
		return d.close(hindcast.NotComputable, "The record names no finding, so it cannot be told whether what was found is dealt with.")
	case w.open > 0 && w.loose > 0:
		d.ask("record which action answers which weakness")
		return d.close(hindcast.NotComputable, "%d of %s %s no disposition, and %s no weakness that %s.", w.open, count(total, "weakness", "weaknesses"),
			plural(w.open, "has", "have"), count(w.loose, "action names", "actions name"), plural(w.loose, "it answers", "they answer"))
	case w.open > 0:
		d.ask("decide on each weakness: an action, an accepted risk or no change")
		return d.close(hindcast.Missed, "%d of %s %s no disposition.", w.open, count(total, "weakness", "weaknesses"), plural(w.open, "has", "have"))
	case w.overdue > 0:
		return d.close(hindcast.Partly, "%s, but %s overdue.", disposed(total), count(w.overdue, "action or accepted risk is", "actions or accepted risks are"))
	case today.IsZero():
		return d.close(hindcast.Met, "%s; whether anything is overdue was not judged.", disposed(total))
	}
	return d.close(hindcast.Met, "%s and nothing is overdue.", disposed(total))
}

func disposed(total int) string {
	if total == 0 {
		return "No weakness was found"
	}
	if total == 1 {
		return "The one weakness has a disposition"
	}
	return fmt.Sprintf("All %d weaknesses have a disposition", total)
}

// weaknesses is how the weaknesses of a record were disposed of.
type weaknesses struct {
	all     []hindcast.Finding
	open    int // without a disposition
	loose   int // actions that name no finding and were not dropped
	overdue int // actions and accepted risks past their day
	areas   map[hindcast.FindingID][]hindcast.ChangeKind
}

func (v *view) weaknesses(today hindcast.Date) weaknesses {
	w := weaknesses{all: v.record.Review.FindingsOf(hindcast.Weakness), areas: map[hindcast.FindingID][]hindcast.ChangeKind{}}
	answered, dropped := map[hindcast.FindingID]bool{}, map[hindcast.FindingID]bool{}
	for _, a := range v.record.Actions {
		switch {
		case a.State == hindcast.ActionDropped:
			dropped[a.Finding] = true
			continue
		case a.Finding == "":
			w.loose++
		default:
			answered[a.Finding] = true
			w.areas[a.Finding] = append(w.areas[a.Finding], area(a))
		}
		if late(a, today) {
			w.overdue++
		}
	}
	for _, f := range w.all {
		switch f.Disposition.Kind {
		case hindcast.AcceptedRisk:
			if !today.IsZero() && !f.Disposition.Expires.IsZero() && f.Disposition.Expires.Compare(today) < 0 {
				w.overdue++
			}
		case hindcast.NoChange:
		case hindcast.DisposedAction:
			if !answered[f.ID] && dropped[f.ID] {
				w.open++
			}
		default:
			if !answered[f.ID] {
				w.open++
			}
		}
	}
	return w
}

func late(a hindcast.Action, today hindcast.Date) bool { return !today.IsZero() && a.Overdue(today) }

// areaOther gathers the kinds of change that question 7 does not ask for by name.
const areaOther hindcast.ChangeKind = "other"

// areas are what question 7 asks about, and the rest.
func areas() []hindcast.ChangeKind {
	return []hindcast.ChangeKind{hindcast.ChangeMonitoring, hindcast.ChangeAlerting, hindcast.ChangeStaffing, hindcast.ChangeAccessControl, areaOther}
}

func area(a hindcast.Action) hindcast.ChangeKind {
	if slices.Contains(areas(), a.Change) {
		return a.Change
	}
	return areaOther
}

func areaWords(k hindcast.ChangeKind) string {
	switch k {
	case hindcast.ChangeAccessControl:
		return "access control"
	case areaOther:
		return "other areas"
	}
	return string(k)
}

func (v *view) changeMeasures(w weaknesses, today hindcast.Date) []hindcast.Measure {
	var cited []hindcast.EventID
	for _, f := range w.all {
		cited = append(cited, f.Events...)
	}
	var list []hindcast.Measure
	if len(v.record.Review.Findings) > 0 {
		list = append(list, counted("weaknesses", "Weaknesses found", len(w.all), v.inOrder(cited)),
			upTo(counted("weaknesses_without_disposition", "Weaknesses without a disposition", w.open, nil), 0))
	}
	if !today.IsZero() {
		list = append(list, upTo(counted("overdue", "Actions and accepted risks overdue", w.overdue, nil), 0))
	}
	for _, k := range areas() {
		list = append(list, v.areaMeasures(k, w, today)...)
	}
	return list
}

// areaMeasures counts one area; where no action is planned one line says so.
func (v *view) areaMeasures(k hindcast.ChangeKind, w weaknesses, today hindcast.Date) []hindcast.Measure {
	planned, verified, overdue, weak := 0, 0, 0, 0
	for _, a := range v.record.Actions {
		if a.State == hindcast.ActionDropped || area(a) != k {
			continue
		}
		planned++
		if a.State == hindcast.ActionVerified {
			verified++
		}
		if late(a, today) {
			overdue++
		}
	}
	for _, f := range w.all {
		if slices.Contains(w.areas[f.ID], k) {
			weak++
		}
	}
	name, in := string(k), areaWords(k)
	list := []hindcast.Measure{counted(name+"_planned", "Actions planned in "+in, planned, nil)}
	if planned == 0 {
		return list
	}
	list = append(list,
		counted(name+"_verified", "Actions verified in "+in, verified, nil),
		counted(name+"_weaknesses", "Weaknesses answered by "+in, weak, nil))
	if !today.IsZero() {
		list = append(list, counted(name+"_overdue", "Actions overdue in "+in, overdue, nil))
	}
	return list
}
