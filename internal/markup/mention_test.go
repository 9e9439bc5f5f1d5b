package markup

import (
	"strings"
	"testing"
)

func TestMentions(t *testing.T) {
	o := Options{Mentions: []Mention{{"@Ada", "/ada"}, {"@Ada O'Hara", "/hara"}, {"#14:32", "/i#evt_1"}, {"#39", "/no"}, {"@<b>", "/b?x=1&y=2"}, {"bare", "/bare"}}}
	for md, want := range map[string]string{
		"@Ada said":                 `<p><a class="mention" href="/ada">@Ada</a> said</p>`,
		"at #14:32, @Ada O'Hara.":   `<p>at <a class="mention" href="/i#evt_1">#14:32</a>, <a class="mention" href="/hara">@Ada O&#39;Hara</a>.</p>`,
		"#14:32 first":              `<p><a class="mention" href="/i#evt_1">#14:32</a> first</p>`,
		"@Adam, x@Ada, #14:321":     `<p>@Adam, x@Ada, #14:321</p>`,
		"`@Ada`":                    `<p><code>@Ada</code></p>`,
		"it's":                      `<p>it&#39;s</p>`,
		"[@Ada](https://a.example)": `<p><a href="https://a.example" rel="noopener noreferrer nofollow">@Ada</a></p>`,
		"bare @&lt;b>":              `<p>bare <a class="mention" href="/b?x=1&amp;y=2">@&lt;b&gt;</a></p>`,
		"**@Ada**":                  `<p><strong><a class="mention" href="/ada">@Ada</a></strong></p>`,
	} {
		if got := strings.TrimSpace(HTML(md, o)); got != want {
			t.Errorf("%s\n got %s\nwant %s", md, got, want)
		}
	}
	if got := HTML("@Ada at #14:32", Options{}); strings.Contains(got, "<a") {
		t.Errorf("a link nobody gave: %s", got)
	}
}
