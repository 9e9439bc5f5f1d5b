package ribbon

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestGoldens holds the pictures of small records, so that a change of the
// drawing is seen in review.
func TestGoldens(t *testing.T) {
	for _, s := range samples() {
		if s.name != "short" && s.name != "nearmiss" && s.name != "empty" {
			continue
		}
		for name, width := range map[string]int{s.name: MediumWidth, s.name + "-narrow": NarrowWidth} {
			t.Run(name, func(t *testing.T) {
				r, o := s.make()
				o.Width = width
				got := Draw(r, o)
				path := filepath.Join("testdata", name+".svg")
				if *update {
					if err := os.WriteFile(path, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), string(got)); diff != "" {
					t.Errorf("the picture changed; look at it, then run with -update (-want +got):\n%s", diff)
				}
			})
		}
	}
}
