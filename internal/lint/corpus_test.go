package lint

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The language hints on the real reviews and status updates that HINDCAST_CORPUS
// points at, as counted and read one by one for docs/corpus-hints.md. A number
// may fall; one that grows has to be read and explained there.
func atMost(folder string) map[string]int {
	switch folder {
	case "dfds-postmortems":
		return map[string]int{"vague-action": 5, "human-error": 1}
	case "github-status":
		return map[string]int{}
	}
	return nil
}

func TestCorpus(t *testing.T) {
	dir := os.Getenv("HINDCAST_CORPUS")
	if dir == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	for folder, texts := range map[string][]string{"dfds-postmortems": reviews(t, dir), "github-status": updates(t, dir)} {
		counts, words := map[string]int{}, 0
		for _, text := range texts {
			words += len(strings.Fields(text))
			for _, h := range Document([]byte(text)) {
				counts[h.Rule]++
				t.Logf("%s:%d:%d: %s: %s", folder, h.Line, h.Column, h.Rule, h.Text)
			}
		}
		t.Logf("%s: %d texts, %d words: %v", folder, len(texts), words, counts)
		for rule, n := range counts {
			if limit := atMost(folder)[rule]; n > limit {
				t.Errorf("%s: %d hints of %s, at most %d are accounted for", folder, n, rule, limit)
			}
		}
	}
}

// TestCorpusActions counts the vague ones among the list items below headings that
// speak of actions.
func TestCorpusActions(t *testing.T) {
	dir := os.Getenv("HINDCAST_CORPUS")
	if dir == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	items, inquiries, wishes := 0, 0, 0
	for _, text := range reviews(t, dir) {
		below := false
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "#") {
				below = headed(line, []string{"action"})
			}
			if !below || line == "" || listMarker([]byte(line)) == 0 || len(line) < 3 {
				continue
			}
			items++
			switch title := line[listMarker([]byte(line)):]; vague(title) {
			case "":
			case askEnd:
				inquiries++
				t.Logf("inquiry: %s", shorten(title))
			default:
				wishes++
				t.Logf("wish: %s", shorten(title))
			}
		}
	}
	t.Logf("%d actions, %d inquiries, %d wishes", items, inquiries, wishes)
	if inquiries > 16 || wishes > 0 {
		t.Errorf("%d inquiries and %d wishes; 16 and 0 are accounted for", inquiries, wishes)
	}
}

// reviews reads every post-mortem, whatever its name ends in.
func reviews(t *testing.T, dir string) []string {
	files, err := filepath.Glob(filepath.Join(dir, "dfds-postmortems", "PM2*"))
	if err != nil || len(files) == 0 {
		t.Skipf("no reviews in %s", dir)
	}
	var texts []string
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(b))
	}
	return texts
}

// updates reads the text of every status update.
func updates(t *testing.T, dir string) []string {
	file, err := os.Open(filepath.Join(dir, "github-status", "incidents.jsonl"))
	if err != nil {
		t.Skip(err)
	}
	defer file.Close()
	var texts []string
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var incident struct{ Updates []struct{ Message string } }
		if err := json.Unmarshal(lines.Bytes(), &incident); err != nil {
			t.Fatal(err)
		}
		for _, u := range incident.Updates {
			texts = append(texts, u.Message)
		}
	}
	return texts
}
