package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// short renders hints as "line:column rule words".
func short(hints []Hint) []string {
	list := []string{}
	for _, h := range hints {
		list = append(list, fmt.Sprintf("%d:%d %s %s", h.Line, h.Column, h.Rule, h.Text))
	}
	return list
}

func TestDocument(t *testing.T) {
	tests := []struct {
		name, source string
		want         []string
	}{
		{"a heading and a paragraph", "# Summary\n\nShe should have noticed.\n", []string{"3:1 hindsight She should have noticed"}},
		{"across a line end", "All fine until the engineer\nfailed to check the diff.\n", []string{"1:16 blame-person the engineer"}},
		{"not across a paragraph", "We paged the engineer\n\nfailed to check the diff\n", []string{}},
		{"not across items", "- the engineer\n- failed to check\n", []string{}},
		{"not from a heading", "## The engineer\nfailed to check\n", []string{}},
		{"list item goes on", "- the engineer\n  failed to check\n", []string{"1:3 blame-person the engineer"}},
		{"table cell", "| Time | Event |\n|---|---|\n| 14:02 | Bob forgot to renew |\n| Bob | forgot to renew |\n", []string{"3:11 blame-person Bob forgot"}},
		{"after multi-byte text", "Überprüfung – ein Satz. Bob forgot to renew.\n", []string{"1:25 blame-person Bob forgot"}},
		{"emphasis", "**Bob** _forgot_ to renew\n", []string{"1:3 blame-person Bob** _forgot"}},
		{"CRLF", "one\r\n\r\nBob forgot to renew\r\n", []string{"3:1 blame-person Bob forgot"}},
		{"front matter", "---\ntitle: she should have noticed\n---\nfine\n", []string{}},
		{"fence", "```\nshe should have noticed\n```\nBob forgot to renew\n", []string{"4:1 blame-person Bob forgot"}},
		{"fence with longer run", "````\n```\nshe should have noticed\n```\n````\n", []string{}},
		{"tilde fence in a list", "- item\n  ~~~\n  she should have noticed\n  ~~~\n", []string{}},
		{"indented code", "text\n\n    she should have noticed\n", []string{}},
		{"indented item is no code", "- a\n\n    - she should have noticed\n", []string{"3:7 hindsight she should have noticed"}},
		{"comment", "<!-- she should have noticed --> fine\n", []string{}},
		{"comment over lines", "fine <!-- she\n\nshould have noticed\n--> Bob forgot to renew\n", []string{"4:5 blame-person Bob forgot"}},
		{"comment mark in code", "`<!--` Bob forgot to renew `-->`\n", []string{"1:8 blame-person Bob forgot"}},
		{"inline code", "`she should have noticed`\n", []string{}},
		{"code as a subject", "The page of the engineer said `x` failed to check\n", []string{}},
		{"link text and target", "[Bob forgot to renew](https://x/she-should-have-noticed)\n", []string{"1:2 blame-person Bob forgot"}},
		{"definition", "[a]: https://x 'Bob forgot to renew'\n", []string{}},
		{"block quotation", "> she should have noticed\n", []string{}},
		{"quotation", `They wrote "she should have noticed" in the chat` + "\n", []string{}},
		{"inch is no quotation", `A 19" rack. Bob forgot to renew. A 21" rack` + "\n", []string{"1:13 blame-person Bob forgot"}},
		{"tags", "<td>Bob</td> <b>forgot</b> to renew\n", []string{"1:5 blame-person Bob</td> <b>forgot"}},
		{"task item", "- [ ] Be more careful\n", []string{"1:7 vague-action Be more careful"}},
		{"setext heading", "The engineer\n===\nfailed to check\n", []string{}},
		{"allowed on the line", "Bob forgot to renew <!-- hindcast:allow blame-person because Bob is a bot -->\n", []string{}},
		{"allowed on the line before", "<!-- hindcast:allow blame-person because Bob is a bot -->\nBob forgot to renew\n", []string{}},
		{"not allowed further on", "<!-- hindcast:allow blame-person because Bob is a bot -->\n\nBob forgot to renew\n", []string{"3:1 blame-person Bob forgot"}},
		{"another rule allowed", "Bob forgot <!-- hindcast:allow hindsight because Bob is a bot -->\n", []string{"1:1 blame-person Bob forgot"}},
		{"allowed without a reason", "Bob forgot <!-- hindcast:allow blame-person -->\n", []string{"1:1 blame-person Bob forgot"}},
		{"two rules allowed", "Bob forgot what he should have known <!-- hindcast:allow blame-person, hindsight because he says so himself -->\n", []string{}},
		{"empty", "", []string{}},
		{"nothing but marks", "\x00\x01 `` `` \"\" <> [](", []string{}},
		{"unclosed fence", "```\nBob forgot\n", []string{}},
		{"invalid UTF-8", "\xff\xfe Bob forgot to renew\n", []string{"1:4 blame-person Bob forgot"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, short(Document([]byte(test.source)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnnotation(t *testing.T) {
	h := Hint{Rule: "action-without-owner", Line: 12, Column: 3, Text: "Add an alert", Message: "100% of\nit.", Ask: "Which one?", Level: Problem}
	want := "::warning file=a%2Cb%3A.md,line=12,col=3,endColumn=15,title=action-without-owner::100%25 of%0Ait. Which one?"
	if got := h.Annotation("a,b:.md"); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	h.Level, h.Column = Notice, 0
	if got := h.Annotation("x.md"); !strings.HasPrefix(got, "::notice file=x.md,line=12,title=") {
		t.Errorf("got %s", got)
	}
}

// FuzzText checks that every hint stands where it says it does.
func FuzzText(f *testing.F) {
	for line := range strings.Lines(sentences) {
		f.Add(line)
	}
	f.Add("---\na: b\n---\n```\nx\n```\n| she | should have\nnoticed |\n<!-- a\n--> `b` \"c\" [d](e)\n")
	f.Add("\xff“„«<a <!--")
	f.Fuzz(func(t *testing.T, text string) {
		oneLine := strings.NewReplacer("\n", " ", "\r", " ").Replace(text)
		check := func(hints []Hint, lines []string, first int) {
			for _, h := range hints {
				n := h.Line - first
				if n < 0 || n >= len(lines) || h.Column < 1 || h.Text == "" {
					t.Fatalf("%+v is outside the text", h)
				}
				if rest := []rune(lines[n]); h.EndColumn()-1 > len(rest) {
					t.Fatalf("%+v reaches over the end of %q", h, lines[n])
				}
			}
		}
		check(Text(5, oneLine), []string{oneLine}, 5)
		check(Document([]byte(text)), strings.Split(text, "\n"), 1)
	})
}

// BenchmarkDocument reads reviews of about 100 kB, 1 MB and 10 MB, in which one
// sentence of twenty gets a hint. The time grows with the length alone.
func BenchmarkDocument(b *testing.B) {
	var prose strings.Builder
	for n, line := range strings.Split(strings.TrimSpace(sentences), "\n") {
		if rule, text, _ := strings.Cut(line, " | "); rule == "-" || n%20 == 0 {
			prose.WriteString(text + "\n\n| 14:02 | the alert fired |\n\n")
		}
	}
	part := prose.String()
	for _, times := range []int{1, 10, 100} {
		source := []byte(strings.Repeat(part, 6*times))
		b.Run(fmt.Sprintf("%dkB", len(source)/1000), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				Document(source)
			}
		})
	}
}

// BenchmarkHostile reads text made to be slow: the figures should be of the same
// order as those of prose.
func BenchmarkHostile(b *testing.B) {
	for _, part := range []string{"<a", "](", "`", "``` ", "\"a ", "“", "`<!-- ", "the engineer and ", "should have ", "who ", "| ", "> ", "- "} {
		source := []byte(strings.Repeat(part, 1_000_000/len(part)))
		b.Run(strings.TrimSpace(part), func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				Document(source)
			}
		})
	}
}
