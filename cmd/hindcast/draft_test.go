package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hindcast/hindcast/client/draft"
	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/ribbon"
)

var examples = []string{"../../examples/outage.md", "../../examples/key-compromise.md", "../../examples/near-miss.md"}

// schema compiles the published JSON Schema.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(draft.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("draft.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("draft.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// validate checks JSON against the schema and decodes it strictly.
func validate(t *testing.T, compiled *jsonschema.Schema, text string) draft.Output {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Errorf("%#v", err)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	var draft draft.Output
	if err := decoder.Decode(&draft); err != nil {
		t.Fatal(err)
	}
	return draft
}

func TestJSONOfExamplesMeetsSchema(t *testing.T) {
	got := execute(t, "", append([]string{"draft", "--json"}, examples...)...)
	if got.status != exitOK {
		t.Fatalf("status %d: %s", got.status, got.err)
	}
	draft := validate(t, schema(t), got.out)
	if len(draft.Records) != len(examples) {
		t.Fatalf("%d records for %d files", len(draft.Records), len(examples))
	}
	for i, r := range draft.Records {
		if r.Source != examples[i] {
			t.Errorf("record %d is of %s, want %s", i, r.Source, examples[i])
		}
		if len(r.Assessment) != 7 {
			t.Errorf("%s: %d answers", r.Source, len(r.Assessment))
		}
	}
}

func TestJSONOfCorpusMeetsSchema(t *testing.T) {
	corpus := os.Getenv("HINDCAST_CORPUS")
	if corpus == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "dfds-postmortems", "PM*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents below %s: %v", corpus, err)
	}
	got := execute(t, "", append([]string{"draft", "--json"}, files...)...)
	if got.status != exitOK {
		t.Fatalf("status %d: %s", got.status, got.err)
	}
	if draft := validate(t, schema(t), got.out); len(draft.Records) != len(files) {
		t.Errorf("%d records for %d files", len(draft.Records), len(files))
	}
}

// TestSchemaAndTypesAgree walks the Go types beside the schema, so that neither
// gains a member alone.
func TestSchemaAndTypesAgree(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(draft.Schema(), &doc); err != nil {
		t.Fatal(err)
	}
	defs := doc["$defs"].(map[string]any)
	for name, form := range map[string]any{
		"record": draft.Record{}, "incident": draft.Incident{}, "event": draft.TimelineEvent{}, "participant": draft.Participant{},
		"severity_change": draft.SeverityChange{}, "impact": draft.Impact{}, "evidence": draft.Evidence{}, "stated": draft.Stated{},
		"review": draft.Review{}, "action": draft.Action{}, "answer": draft.Answer{}, "measure": draft.Measure{},
		"section": draft.Section{}, "unread": draft.Unread{},
	} {
		properties := defs[name].(map[string]any)["properties"].(map[string]any)
		kind := reflect.TypeOf(form)
		for i := range kind.NumField() {
			member := strings.Split(kind.Field(i).Tag.Get("json"), ",")[0]
			if _, ok := properties[member]; !ok {
				t.Errorf("%s.%s is in the Go type and not in the schema", name, member)
			}
			delete(properties, member)
		}
		for member := range properties {
			t.Errorf("%s.%s is in the schema and not in the Go type", name, member)
		}
	}
}

func TestScorecards(t *testing.T) {
	for _, example := range examples {
		name := strings.TrimSuffix(filepath.Base(example), ".md")
		golden(t, name+".txt", execute(t, "", "draft", example).out)
	}
	golden(t, "overview.txt", execute(t, "", append([]string{"draft"}, examples...)...).out)
}

func TestScorecardFitsItsWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 110} {
		for _, example := range examples {
			var out bytes.Buffer
			run(t.Context(), []string{"draft", example}, streams{in: strings.NewReader(""), out: &out, err: &out, width: width})
			for n, line := range strings.Split(out.String(), "\n") {
				if visibleWidth(line) > max(width, 60) && !strings.Contains(line, "Next:") && !strings.Contains(line, "|") {
					t.Errorf("%s at %d columns, line %d is %d wide: %q", example, width, n+1, visibleWidth(line), line)
				}
			}
		}
	}
}

// TestColoursAreWhole draws in colour: every code must be one of ours and closed,
// and without the codes the text must be that without colour.
func TestColoursAreWhole(t *testing.T) {
	for _, example := range examples {
		var plain, coloured bytes.Buffer
		run(t.Context(), []string{"draft", example}, streams{in: strings.NewReader(""), out: &plain, err: &plain, width: 96})
		run(t.Context(), []string{"draft", example}, streams{in: strings.NewReader(""), out: &coloured, err: &coloured, width: 96, style: style{on: true}})
		if !strings.Contains(coloured.String(), "\x1b[1m") {
			t.Errorf("%s: nothing is bold", example)
		}
		if got := regexp.MustCompile(`\x1b\[[0-9]+m`).ReplaceAllString(coloured.String(), ""); got != plain.String() {
			t.Errorf("%s: colour changes the text:\n%s", example, got)
		}
	}
}

func TestDraftNeverOverwrites(t *testing.T) {
	out := write(t, "review.md", "somebody's work\n")
	got := execute(t, "", "draft", examples[0], "-o", out)
	if got.status != exitFailure || !strings.Contains(got.err, "--force") {
		t.Errorf("status %d, stderr %q", got.status, got.err)
	}
	if kept, _ := os.ReadFile(out); string(kept) != "somebody's work\n" {
		t.Errorf("the file was changed: %q", kept)
	}
	if got := execute(t, "", "draft", examples[0], "-o", out, "--force"); got.status != exitOK {
		t.Errorf("--force: status %d, stderr %q", got.status, got.err)
	}
}

func TestDraftIntoFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "drafts")
	again := write(t, "outage.md", "# Another outage\n\n- 10:00 it began\n")
	got := execute(t, "", "draft", examples[0], examples[1], again, "-o", folder)
	if got.status != exitOK {
		t.Fatalf("status %d, stderr %q", got.status, got.err)
	}
	for _, name := range []string{"outage.md", "outage-2.md", "key-compromise.md"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestDraftToHTMLAndStandardOutput(t *testing.T) {
	page := filepath.Join(t.TempDir(), "all.html")
	if got := execute(t, "", append([]string{"draft", "-o", page}, examples...)...); got.status != exitOK {
		t.Fatalf("status %d, stderr %q", got.status, got.err)
	}
	text, err := os.ReadFile(page)
	if err != nil || !bytes.Contains(text, []byte("<svg")) {
		t.Errorf("no picture in %d bytes of HTML (%v)", len(text), err)
	}
	got := execute(t, "", "draft", examples[1], "-o", "-")
	if got.status != exitOK || !strings.Contains(got.out, "## Action Items") {
		t.Errorf("status %d, output %.200q", got.status, got.out)
	}
}

// TestOwnDraftsPass drafts each example and checks the draft.
func TestOwnDraftsPass(t *testing.T) {
	for _, example := range examples {
		draft := filepath.Join(t.TempDir(), "draft.md")
		if got := execute(t, "", "draft", example, "-o", draft); got.status != exitOK {
			t.Fatalf("%s: status %d, stderr %q", example, got.status, got.err)
		}
		got := execute(t, "", "check", draft, "--json")
		if strings.Contains(example, "near-miss") {
			continue // its own words hold a vague action, which stays one
		}
		if got.status != exitOK {
			t.Errorf("%s: the draft does not pass: %s", example, got.out)
		}
	}
}

// TestDraftLosesNoLine drafts a log with a row that cannot be read: its text must
// stand in the draft.
func TestDraftLosesNoLine(t *testing.T) {
	log := write(t, "log.md", "# Pump stopped\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 20262-01-05 10:00 | the valve was shut |\n| 2026-01-05 10:20 | the pump stopped |\n")
	got := execute(t, "", "draft", log, "-o", "-")
	if got.status != exitOK || !strings.Contains(got.out, "the valve was shut") {
		t.Errorf("status %d, draft %s", got.status, got.out)
	}
}

// TestFinalDraftIsHeldToEverything sets the status of a draft to Final.
func TestFinalDraftIsHeldToEverything(t *testing.T) {
	text := execute(t, "", "draft", examples[0], "-o", "-").out
	if got := execute(t, text, "check", "-"); got.status != exitOK {
		t.Errorf("unfinished: %+v", got)
	}
	final := strings.Replace(text, "| **Status** | Draft |", "| **Status** | Final |", 1)
	if final == text {
		t.Fatal("the draft has no status to change")
	}
	if got := execute(t, final, "check", "-"); got.status != exitProblems {
		t.Errorf("final: %+v", got)
	}
}

func TestMergeJoinsOneIncident(t *testing.T) {
	first := write(t, "a.md", "# Outage\n\n## Timeline\n\n- 2026-01-05 10:00 UTC incident began\n")
	second := write(t, "b.md", "# Notes\n\n## Timeline\n\n- 2026-01-05 10:07 UTC detected by an alert\n")
	draft := validate(t, schema(t), execute(t, "", "draft", "--merge", "--json", first, second).out)
	if len(draft.Records) != 1 || len(draft.Records[0].Timeline) != 2 {
		t.Fatalf("%+v", draft)
	}
	m := draft.Records[0].Incident.Milestones
	if m["began"] == nil || m["detected"] == nil || m["detected"].Sub(*m["began"]).Minutes() != 7 {
		t.Errorf("milestones %v", m)
	}
}

func TestUnreadNamesItsFile(t *testing.T) {
	first := write(t, "a.md", "# Outage\n\n## Timeline\n\n- 2026-01-05 10:00 UTC incident began\n")
	second := write(t, "b.md", "# Notes\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 20xx-MM-DD HH:mm | Short description |\n")
	draft := validate(t, schema(t), execute(t, "", "draft", "--merge", "--json", first, second).out)
	if len(draft.Unread) != 1 || draft.Unread[0].File != second || draft.Unread[0].Line != 7 {
		t.Errorf("unread %+v, want line 7 of %s", draft.Unread, second)
	}
	if got := execute(t, "", "draft", "--strict", second); got.status != exitProblems {
		t.Errorf("--strict: status %d", got.status)
	}
}

// TestPictureInReadme keeps the picture in the README what the program draws.
func TestPictureInReadme(t *testing.T) {
	d, err := readDraft(examples[0], time.UTC, &streams{})
	if err != nil {
		t.Fatal(err)
	}
	p := policy.Default()
	picture := ribbon.Draw(d.record, ribbon.Options{
		Answers: assess.Assess(d.record, p, assess.Options{}), Actual: assess.Actual(d.record, p), Gaps: assess.Cadence(d.record, p), Standalone: true,
	})
	golden(t, "../../../docs/screenshots/ribbon.svg", string(picture))
}
