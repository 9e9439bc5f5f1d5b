package activity

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestWhomItConcerns(t *testing.T) {
	kim, lee := hindcast.Person{User: "usr_kim", Name: "Kim"}, hindcast.Person{User: "usr_lee", Name: "Lee"}
	both := []hindcast.Person{kim, lee}
	for name, c := range map[string]struct {
		h    happening
		want bool
	}{
		"given to me":                      {happening{verb: "action.added", after: said{Owner: kim}}, true},
		"given to somebody else":           {happening{verb: "action.added", after: said{Owner: lee}, runs: true, invited: true, tookPart: true}, false},
		"handed to me":                     {happening{verb: "action.changed", after: said{Owner: kim}, before: said{Owner: lee}}, true},
		"taken from me":                    {happening{verb: "action.changed", after: said{Owner: lee}, before: said{Owner: kim}}, true},
		"my action verified":               {happening{verb: "action.verified", after: said{Owner: kim}}, true},
		"my proof broke":                   {happening{verb: "action.reopened", after: said{Owner: kim}}, true},
		"a proof of my review broke":       {happening{verb: "action.reopened", after: said{Owner: lee}, runs: true}, true},
		"a proof of another review broke":  {happening{verb: "action.reopened", after: said{Owner: lee}, tookPart: true}, false},
		"an effect to judge":               {happening{verb: "effect.due", runs: true}, true},
		"an effect others judge":           {happening{verb: "effect.due", invited: true}, false},
		"invited":                          {happening{verb: "review.invited", after: said{Invited: both}, before: said{Invited: both[1:]}, invited: true}, true},
		"others are invited":               {happening{verb: "review.invited", after: said{Invited: both}, before: said{Invited: both[:1]}, invited: true}, false},
		"invited as it was opened":         {happening{verb: "review.opened", after: said{Invited: both}, invited: true}, true},
		"answers opened":                   {happening{verb: "answer.opened", invited: true}, true},
		"answers opened elsewhere":         {happening{verb: "answer.opened"}, false},
		"shared":                           {happening{verb: "review.shared", invited: true}, true},
		"written in":                       {happening{verb: "review.written", after: said{Text: "it began"}, invited: true}, false},
		"mentioned":                        {happening{verb: "review.written", after: said{Text: "as @Kim said"}, before: said{Text: "as said"}}, true},
		"mentioned before":                 {happening{verb: "review.written", after: said{Text: "as @Kim said."}, before: said{Text: "as @Kim said"}}, false},
		"somebody of a longer name":        {happening{verb: "review.written", after: said{Text: "as @Kimberly said"}}, false},
		"my proposal approved":             {happening{verb: "revision.approved", after: said{Author: kim}}, true},
		"another's proposal approved":      {happening{verb: "revision.approved", after: said{Author: lee}}, false},
		"an incident I am on restricted":   {happening{verb: "incident.restricted", tookPart: true}, true},
		"an incident of others restricted": {happening{verb: "incident.restricted"}, false},
		"the glass of my incident":         {happening{verb: "glass.broken", runs: true}, true},
	} {
		if got := concerns(c.h, kim); (got != "") != c.want {
			t.Errorf("%s: %q, want %v", name, got, c.want)
		}
	}
}
