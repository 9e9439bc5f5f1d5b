package web

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// editedForm is refusedForm for forms that show what was saved meanwhile.
func editedForm(err error) (*hindcast.Error, error) {
	if wrong := asError(err); wrong != nil && wrong.Code == hindcast.Stale {
		return wrong, nil
	}
	return refusedForm(err)
}

// beside lists what was typed beside what somebody else saved before, where the two
// differ. Each line is a name, what was typed, and what stands there now.
func beside(lines ...[3]string) (list []theirField) {
	for _, l := range lines {
		if line(l[1]) != line(l[2]) {
			list = append(list, theirField{l[0], firstOf(l[1], "nothing"), firstOf(l[2], "nothing")})
		}
	}
	return list
}

// differingEdit compares what was typed of an incident with how it stands.
func differingEdit(typed, now editView) []theirField {
	teams := func(v editView) string {
		var names []string
		for _, t := range v.Teams {
			if t.On {
				names = append(names, t.Label)
			}
		}
		return strings.Join(names, ", ")
	}
	return beside(
		[3]string{"Title", typed.Title, now.Title}, [3]string{"Kind", textOfChoice(typed.Kinds.Choices, typed.Kinds.Value), textOfChoice(now.Kinds.Choices, now.Kinds.Value)},
		[3]string{"Type", typed.Type, now.Type}, [3]string{"Services", typed.Services, now.Services}, [3]string{"Labels", typed.Labels, now.Labels},
		[3]string{"Near miss", yesNo(typed.NearMiss.On), yesNo(now.NearMiss.On)}, [3]string{"Seen by", textOfChoice(typed.Visible.Choices, typed.Visible.Value), textOfChoice(now.Visible.Choices, now.Visible.Value)},
		[3]string{"People", typed.People.Value, now.People.Value}, [3]string{"Teams", teams(typed), teams(now)},
		[3]string{"Marking", textOfChoice(typed.TLPs.Choices, typed.TLPs.Value), textOfChoice(now.TLPs.Choices, now.TLPs.Value)},
		[3]string{"Severity", textOfChoice(typed.Levels.Choices, typed.Levels.Value), textOfChoice(now.Levels.Choices, now.Levels.Value)},
	)
}

// differingImpact compares what was typed of some harm with what is stated now.
func differingImpact(typed, now impactForm) []theirField {
	return beside(
		[3]string{"In words", typed.Text, now.Text}, [3]string{"Since", typed.Since, now.Since}, [3]string{"Known at", typed.Known, now.Known},
		[3]string{"Users affected", typed.Users, now.Users}, [3]string{"All users", yesNo(typed.All), yesNo(now.All)}, [3]string{"Records exposed", typed.Records, now.Records},
		[3]string{"Services down", typed.Down, now.Down}, [3]string{"Services degraded", typed.Degraded, now.Degraded}, [3]string{"Funds at risk", typed.Funds, now.Funds},
		[3]string{"Lost", typed.Losses, now.Losses}, [3]string{"Cost of the response", typed.Cost, now.Cost}, [3]string{"Seen by the public", typed.Public, now.Public}, [3]string{"In the press", typed.Media, now.Media},
	)
}

// differingPart compares who was typed with who it is now.
func differingPart(typed, now hindcast.Participant) []theirField {
	roles := func(p hindcast.Participant) string {
		var names []string
		for _, r := range p.Roles {
			names = append(names, r.Words())
		}
		slices.Sort(names)
		return strings.Join(names, ", ")
	}
	return beside([3]string{"Who", personName(typed.Person), personName(now.Person)}, [3]string{"Roles", roles(typed), roles(now)}, [3]string{"Team", typed.Team, now.Team})
}

func yesNo(b bool) string { return answerText(&b) }
