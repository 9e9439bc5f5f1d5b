package policy_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

// TestDocsExamples checks that the examples and the errors shown in
// docs/policy.md are what the reader accepts and says.
func TestDocsExamples(t *testing.T) {
	page, err := os.ReadFile("../../docs/policy.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, b := range blocks {
		if _, err := policy.Parse("policy.yaml", []byte(b[1])); err != nil {
			t.Errorf("%v\n%s", err, b[1])
		}
	}
	_, err = policy.Parse("policy.yaml", []byte("levels:\n  P1:\n    detect: 5 mins ago\n    respond: 5 min\n    dtect: 5 min\n"))
	e, ok := err.(*hindcast.Error)
	if !ok || len(e.Fields) != 2 {
		t.Fatal(err)
	}
	for _, f := range e.Fields {
		if line := "    " + f.Field + ": " + f.Reason + "\n"; !strings.Contains(string(page), line) {
			t.Errorf("docs/policy.md does not show %s", line)
		}
	}
}
