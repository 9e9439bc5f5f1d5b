package hindcast_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const runbookText = `# Front-end compromise

1) **Take the page away.** Serve the holding page.
   Lazy continuation
   1. a detail, no step of its own

   ` + "```sh\n   1. not a step\n   ```" + `
2. Freeze deploys: nobody pushes until {{leader}} says so.
Still the second step.

Between.

## Evidence to secure

- [ ] the HTML as it was served
- [x] CDN logs of {{ log bucket }}

~~~
3. inside code
~~~

    4. indented code

## Recovery

1. Freeze deploys: again
10. [Purge](https://cdn.example) the ` + "`edge`" + ` cache
`

func TestAnOutlineHoldsStepsBoxesAndVariables(t *testing.T) {
	o := hindcast.ReadOutline(runbookText)
	var got []string
	for _, s := range o.Steps {
		got = append(got, s.ID+"|"+s.Phase+"|"+s.Name)
	}
	want := []string{
		"take-the-page-away|Front-end compromise|Take the page away",
		"freeze-deploys|Front-end compromise|Freeze deploys",
		"freeze-deploys-2|Recovery|Freeze deploys",
		"purge-the-edge-cache|Recovery|Purge the edge cache",
	}
	if !slices.Equal(got, want) {
		t.Errorf("steps:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := o.Steps[1].Text; text != "Freeze deploys: nobody pushes until {{leader}} says so. Still the second step." {
		t.Errorf("the second step says %q", text)
	}
	if len(o.Checklist) != 2 || o.Checklist[0].Ticked || !o.Checklist[1].Ticked || o.Checklist[0].Phase != "Evidence to secure" {
		t.Errorf("checklist: %+v", o.Checklist)
	}
	if !slices.Equal(o.Variables, []string{"leader", "log_bucket"}) {
		t.Errorf("variables: %q", o.Variables)
	}
}

func TestHeadingsAreStepsWhereNothingIsNumbered(t *testing.T) {
	o := hindcast.ReadOutline("# Runbook\n\n## Step 1: Look\n\nAt it.\n\n## Step 2 – Act\n")
	if len(o.Steps) != 2 || o.Steps[0].Name != "Look" || o.Steps[1].ID != "act" {
		t.Errorf("steps: %+v", o.Steps)
	}
}

func TestIdentifiersOutliveSmallEdits(t *testing.T) {
	first := "1. **Freeze every deploy.** Tell the channel.\n2. **Rotate the signing key.** Use the offline copy.\n3. **Tell customers.**\n"
	second := "1. **Call the leader.** First of all.\n2. **Freeze every deploy.** Tell the channel, and lock the branch.\n3. **Rotate the release signing key.** Use the offline copy.\n"
	third := "1. **Call the leader.**\n2. **Rotate the release signing keys now.**\n3. **Freeze every deploy.**\n"
	ids := func(steps []hindcast.RunbookStep) (list []string) {
		for _, s := range steps {
			list = append(list, s.ID)
		}
		return list
	}
	if got := ids(hindcast.StepsOver(first, second)); !slices.Equal(got, []string{"call-the-leader", "freeze-every-deploy", "rotate-the-signing-key"}) {
		t.Errorf("after one edit: %q", got)
	}
	steps := hindcast.StepsOver(first, second, third)
	if got := ids(steps); !slices.Equal(got, []string{"call-the-leader", "rotate-the-signing-key", "freeze-every-deploy"}) {
		t.Errorf("after two edits: %q", got)
	}
	for cited, want := range map[string]string{"Rotate the signing key": "rotate-the-signing-key", "freeze  EVERY deploy": "freeze-every-deploy", "Tell customers": "", "": ""} {
		if s, ok := hindcast.FindStep(steps, cited); s.ID != want || ok != (want != "") {
			t.Errorf("%q is taken for %q", cited, s.ID)
		}
	}
}

func TestFillLeavesWhatHasNoValue(t *testing.T) {
	filled, missing := hindcast.Fill("{{Key}} is {{severity}}: {{ next update }} {{.State}} {{key}}", map[string]string{"key": "INC-4 {{severity}}", "severity": " "})
	if filled != "INC-4 {{severity}} is {{severity}}: {{ next update }} {{.State}} INC-4 {{severity}}" || !slices.Equal(missing, []string{"severity", "next_update"}) {
		t.Errorf("%q, missing %q", filled, missing)
	}
}

// FuzzOutline checks that any text has an outline whose steps can be told apart
// and found again, and that reading is stable.
func FuzzOutline(f *testing.F) {
	f.Add(runbookText, "Freeze")
	f.Add("1. \xff\n1) **\n```\n1. x", "x")
	f.Add("# Step 1\n{{a}}\n\t1. x\n - [x] y", "{{a}}")
	f.Fuzz(func(t *testing.T, text, edit string) {
		o := hindcast.ReadOutline(text)
		seen := map[string]bool{}
		for _, s := range o.Steps {
			if s.ID == "" || seen[s.ID] || strings.ContainsAny(s.ID, " \n#/\"'<>") {
				t.Fatalf("the identifier %q", s.ID)
			}
			seen[s.ID] = true
			if found, ok := hindcast.FindStep(o.Steps, s.ID); !ok || found.ID != s.ID && found.Name == s.Name {
				t.Errorf("%q finds %q", s.ID, found.ID)
			}
		}
		carried := map[string]bool{}
		for _, s := range hindcast.StepsOver(text, edit+"\n"+text) {
			if carried[s.ID] {
				t.Errorf("%q stands for two steps", s.ID)
			}
			carried[s.ID] = true
		}
		values := map[string]string{}
		for _, name := range o.Variables {
			values[name] = "value"
		}
		if _, missing := hindcast.Fill(text, values); len(missing) > 0 {
			t.Errorf("%q have a value and are missing", missing)
		}
	})
}
