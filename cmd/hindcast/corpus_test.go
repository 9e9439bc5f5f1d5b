package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// explained says, for each document whose stated figures are not ours, which
// definition each of the two uses. It is printed into docs/corpus.md.
var explained = map[string]string{
	"PM2020-002": "They count to the first alert that names the failing component; ours is the first alert of any kind, 28 min earlier.",
	"PM2020-008": "They count recovery to the moment a trial showed the fix to work; ours is the row in which the cause is removed for good.",
	"PM2020-009": "A note in the document says that the figures are for the full outage only, the last 30 min; ours begin with the first symptom, six days earlier.",
	"PM2021-004": "They count recovery to the row that says the service is confirmed; ours is the row, 12 min earlier, in which it works again.",
	"PM2022-001": "The timeline starts at detection, so our beginning is unknown. From detection to recovery both say 279 min.",
	"PM2022-002": "They count to the start of the investigation; ours is the alert, 12 min earlier.",
	"PM2022-003": "The timeline starts at detection, so our beginning is unknown. From detection to recovery both say 43 min.",
	"PM2022-005": "They count whole days; ours is the time between the two rows.",
	"PM2022-007": "They count recovery to the last repair, after a second round of missing metrics; ours is the row in which the outage is closed.",
	"PM2022-008": "The timeline starts with the report. They count detection from the report to the start of work (12 min), and recovery to the deployment of the fix; ours waits for the user who says that it works.",
	"PM2022-009": "They count from the nightly roll-over at 07:30; of several changes our rule takes the last one before the first signal. The ends agree.",
	"PM2023-001": "They count only the time without any node; ours begins with the roll-over of the day before, which brought the fault.",
	"PM2023-002": "544 and 669 min after 11:20 no row stands; the nearest rows give 548 and 657.",
	"PM2024-001": "399 min after 10:01 no row stands; the incident is closed 1,399 min after, on the next day.",
	"PM2024-002": "The timeline starts at detection. No two rows are 10 min apart in the way stated.",
	"PM2024-003": "The timeline starts with a user's report; what happened before is not in its rows. No row stands 22 h after the report; one stands 22 h 14 min after.",
	"PM2025-001": "5,280 min (88 h) and 5,840 min after the first row no row stands; ours are the first report by a customer, and the row in which the new nodes are available.",
	"PM2025-002": "Their 389 min lie between the change that caused it and the row in which it was identified; no row fits 371 min. Ours begin with the first symptom, an earlier fault that the change met.",
}

// figures is one document's stated and computed times.
type figures struct {
	name                       string
	stated                     hindcast.Stated
	detect, mitigate           time.Duration
	hasDetect, hasMitigate     bool
	beganRule, detectedRule    string
	mitigatedRule, explanation string
}

func TestStatedAndComputedFigures(t *testing.T) {
	var all []figures
	for _, path := range corpusDocuments(t) {
		d, err := readDraft(path, time.UTC, &streams{})
		if err != nil {
			t.Fatal(err)
		}
		if d.record.Stated.Detect.Known || d.record.Stated.Mitigate.Known {
			all = append(all, figuresOf(regexp.MustCompile(`PM\d{4}-\d{3}`).FindString(path), d.record))
		}
	}
	if len(all) < 25 {
		t.Fatalf("only %d documents state figures", len(all))
	}
	agreeing := 0
	for _, f := range all {
		switch agrees := f.agrees(); {
		case agrees && f.explanation != "":
			t.Errorf("%s agrees by now; its explanation is out of date", f.name)
		case agrees:
			agreeing++
		case f.explanation == "":
			t.Errorf("%s states %s / %s and computes %s / %s; nothing explains it", f.name, f.stated.Detect.Text, f.stated.Mitigate.Text, f.detectText(), f.mitigateText())
		}
	}
	writeFigures(t, all, agreeing)
}

// corpusDocuments lists the post-mortems of the corpus.
func corpusDocuments(t *testing.T) []string {
	t.Helper()
	corpus := os.Getenv("HINDCAST_CORPUS")
	if corpus == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "dfds-postmortems", "PM2*"))
	if err != nil || len(files) != 39 {
		t.Fatalf("%d documents below %s, want 39 (%v)", len(files), corpus, err)
	}
	return files
}

func figuresOf(name string, r *hindcast.Record) figures {
	f := figures{name: name, stated: r.Stated, explanation: explained[name]}
	f.detect, f.hasDetect = between(r, hindcast.Began, hindcast.Detected)
	f.mitigate, f.hasMitigate = between(r, hindcast.Began, hindcast.Mitigated)
	f.beganRule, f.detectedRule, f.mitigatedRule = ruleOf(r, hindcast.Began), ruleOf(r, hindcast.Detected), ruleOf(r, hindcast.Mitigated)
	return f
}

func between(r *hindcast.Record, from, to hindcast.Milestone) (time.Duration, bool) {
	a, b := r.Milestone(from), r.Milestone(to)
	if a == nil || b == nil {
		return 0, false
	}
	return b.At.Sub(a.At), true
}

func ruleOf(r *hindcast.Record, m hindcast.Milestone) string {
	switch {
	case r.Milestone(m) == nil:
		return "–"
	case r.Inferred[m] == "":
		return "stated"
	}
	return r.Inferred[m]
}

// agrees reports whether every figure stated is within a minute of ours.
func (f figures) agrees() bool {
	near := func(s hindcast.StatedDuration, ours time.Duration, has bool) bool {
		return !s.Known || has && (s.Duration-ours).Abs() <= time.Minute
	}
	return near(f.stated.Detect, f.detect, f.hasDetect) && near(f.stated.Mitigate, f.mitigate, f.hasMitigate)
}

func (f figures) detectText() string   { return minutes(f.detect, f.hasDetect) }
func (f figures) mitigateText() string { return minutes(f.mitigate, f.hasMitigate) }

func minutes(d time.Duration, known bool) string {
	if !known {
		return "–"
	}
	return hindcast.FormatCount(d.Minutes())
}

// writeFigures compares the generated part of docs/corpus.md with what was
// computed, or rewrites it.
func writeFigures(t *testing.T, all []figures, agreeing int) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%d documents state figures; %d of them agree with ours within a minute.\n\n", len(all), agreeing)
	b.WriteString("| document | detect: stated | ours | recover: stated | ours | our beginning, detection, mitigation | why they differ |\n|---|--:|--:|--:|--:|---|---|\n")
	for _, f := range all {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s, %s, %s | %s |\n", f.name,
			minutes(f.stated.Detect.Duration, f.stated.Detect.Known), f.detectText(),
			minutes(f.stated.Mitigate.Duration, f.stated.Mitigate.Known), f.mitigateText(),
			f.beganRule, f.detectedRule, f.mitigatedRule, f.explanation)
	}
	const path, begin, end = "../../docs/corpus.md", "<!-- figures: begin -->\n", "<!-- figures: end -->"
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(page), begin)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatalf("%s has lost the marks around its figures", path)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+b.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if old != b.String() {
		t.Errorf("%s is out of date; run this test with -update and read the difference", path)
	}
}
