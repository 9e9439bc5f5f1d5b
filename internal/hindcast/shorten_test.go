package hindcast

import "testing"

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{"": "", "short": "short", "exact!": "exact!", "longer than six": "longe…", "日本語の長い文章": "日本語の長…"} {
		if got := Shorten(text, 6); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
