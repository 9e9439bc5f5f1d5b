package archive

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLineComesBack(t *testing.T) {
	every := make([]byte, 128)
	for i := range every {
		every[i] = byte(i)
	}
	values := []any{"", "plain", int64(0), int64(math.MinInt64), int64(math.MaxInt64), string(every), "é 日本 🔥 \u2028 \ufffd", `{"a":"b\\n\"c\""}`, "tail\\"}
	line, err := appendLine(nil, values)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseLine(bytes.TrimSuffix(line, []byte("\n")))
	if diff := cmp.Diff(values, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	var other []any
	if err := decoder.Decode(&other); err != nil || len(other) != len(values) || other[5] != values[5] || other[7] != values[7] {
		t.Errorf("as JSON: %v, %v", other, err)
	}
}

func TestWhatIsNoLine(t *testing.T) {
	for _, line := range []string{"", "[", "[]", "[1,]", "[,1]", "[1 ]", "[ 1]", "[1]]", "[01]", "[+1]", "[-0]", "[1.0]", "[1e3]", "[9223372036854775808]", "[null]", "[true]",
		"[\"\t\"]", "[\"\x00\"]", `["]`, `["a]`, `["\"]`, `["\t"]`, `["\u000a"]`, `["\u0041"]`, `["\u001F"]`, `["\u00"]`, `["a""b"]`, `["a"1]`, "[\"\xff\"]", "{}", `"a"`, "[[1]]"} {
		if got, err := parseLine([]byte(line)); err == nil {
			t.Errorf("%q was read as %v", line, got)
		}
	}
	for _, values := range [][]any{{"\xff"}, {nil}, {1}, {1.5}, {[]byte("x")}} {
		if line, err := appendLine(nil, values); err == nil {
			t.Errorf("%v was written as %s", values, line)
		}
	}
}

// FuzzParseLine: whatever is read is written again as it was, so a row has one
// form.
func FuzzParseLine(f *testing.F) {
	for _, seed := range []string{`["inc_1",1,"",-5]`, `["a\"b\\c\nd\u0001"]`, "[1]", "[\"é\"]", `["\u00"]`, strings.Repeat("[", 50)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		values, err := parseLine(line)
		if err != nil {
			return
		}
		again, err := appendLine(nil, values)
		if err != nil || string(again) != string(line)+"\n" {
			t.Errorf("%q → %v → %q, %v", line, values, again, err)
		}
	})
}
