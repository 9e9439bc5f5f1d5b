package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// securityWords say that somebody attacked or could have. They count in title,
// type and summary.
const securityWords = "attack|attacker|exploit|exploited|breach|breached|compromise|compromised|phishing|malware|ransomware|vulnerability|vulnerabilities|cve|stolen|leaked key|" +
	"leaked keys|unauthorised access|unauthorized access|intrusion|hacker|hacked|supply chain|backdoor|white hat|whitehat|drainer|rug pull|key leak|credential leak|" +
	"leaked credentials|exfiltration|exfiltrated|protestware|log4shell|security incident|data leak|ddos|security"

// exerciseWords say that nothing happened. They count in title and type.
const exerciseWords = "tabletop|drill|exercise|game day|gameday|simulation"

// takeKind tells what sort of incident it was from title, type and summary.
func (r *reader) takeKind() {
	rec := &r.doc.Record
	i := &rec.Incident
	head := " " + words(i.Title+" "+i.Type+" "+r.titleLine) + " "
	text := head + words(rec.Review.Summary) + " "
	if containsAny(head, exerciseWords) {
		i.Kind = hindcast.ExerciseIncident
	} else if containsAny(head, securityWords) || containsAny(withoutDenials(text), strings.TrimSuffix(securityWords, "|ddos|security")) {
		i.Kind = hindcast.SecurityIncident
	}
	if strings.Contains(text, " near miss ") || strings.Contains(text, " nearmiss ") {
		i.NearMiss = true
	}
}

// withoutDenials drops the usual ways to say that it was no security incident.
func withoutDenials(text string) string {
	for _, denial := range []string{" no breach", " not a breach", " no evidence of compromise", " not a security incident", " no security incident", " no attack", " not an attack", " no vulnerability"} {
		text = strings.ReplaceAll(text, denial, "")
	}
	return text
}

func containsAny(text, list string) bool {
	for word := range strings.SplitSeq(list, "|") {
		if strings.Contains(text, " "+word+" ") {
			return true
		}
	}
	return false
}
