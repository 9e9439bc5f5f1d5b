package lint

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestScratch(t *testing.T) {
	dir := os.Getenv("HINDCAST_CORPUS")
	files, _ := filepath.Glob(dir + "/dfds-postmortems/PM*")
	for _, f := range files {
		b, _ := os.ReadFile(f)
		for _, h := range Document(b) {
			fmt.Printf("%s:%d:%d %s [%s]\n", filepath.Base(f)[:10], h.Line, h.Column, h.Rule, h.Text)
		}
	}
	f, _ := os.Open(dir + "/github-status/incidents.jsonl")
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	n := 0
	for sc.Scan() {
		var inc struct{ Updates []struct{ Message string } }
		json.Unmarshal(sc.Bytes(), &inc)
		for _, u := range inc.Updates {
			n++
			for _, h := range Document([]byte(u.Message)) {
				fmt.Printf("GH %s [%s] %d: %s\n", h.Rule, h.Text, h.Column, u.Message[max(0, min(h.Column, len(u.Message))-60):min(len(u.Message), h.Column+100)])
			}
		}
	}
	fmt.Println(n)
}
