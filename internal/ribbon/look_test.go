package ribbon

import (
	"os"
	"testing"
)

// TestLook writes the samples as pages, in both themes, into the directory that
// HINDCAST_RIBBON_DIR names, for looking at them in a browser.
func TestLook(t *testing.T) {
	dir := os.Getenv("HINDCAST_RIBBON_DIR")
	if dir == "" {
		t.Skip("HINDCAST_RIBBON_DIR names no directory")
	}
	for _, s := range samples() {
		r, o := s.make()
		for _, theme := range []string{"light", "dark"} {
			paper := map[string]string{"light": "#fff", "dark": "#14171a"}[theme]
			page := "<!doctype html><html data-theme=" + theme + "><meta charset=utf-8><meta name=viewport content='width=device-width'><style>body{margin:10px;background:" + paper + "}" + string(CSS()) + "</style>" + string(Responsive(r, o))
			if err := os.WriteFile(dir+"/"+s.name+"-"+theme+".html", []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		o.Standalone = true
		if err := os.WriteFile(dir+"/"+s.name+".svg", Draw(r, o), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log(s.name, len(Draw(r, o)))
	}
}
