package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// tables describes every kind of row.
type tables struct {
	incidents     *table[hindcast.Incident]
	events        *table[hindcast.TimelineEvent]
	participants  *table[hindcast.Participant]
	impact        *table[hindcast.ImpactStatement]
	evidence      *table[hindcast.Evidence]
	writeups      *table[Writeup]
	reviews       *table[hindcast.Review]
	findings      *table[hindcast.Finding]
	actions       *table[hindcast.Action]
	proofs        *table[ActionProof]
	checks        *table[ProofCheck]
	effects       *table[ActionEffect]
	documents     *table[hindcast.Document]
	revisions     *table[DocumentRevision]
	proposals     *table[Proposal]
	marks         *table[DocumentMark]
	answers       *table[Answer]
	notes         *table[Note]
	publications  *table[hindcast.Publication]
	lessons       *table[hindcast.ExternalLesson]
	services      *table[hindcast.Service]
	teams         *table[hindcast.Team]
	glasses       *table[Glass]
	users         *table[hindcast.User]
	tokens        *table[hindcast.ServiceToken]
	alerts        *table[hindcast.Alert]
	alertRules    *table[hindcast.AlertRule]
	webhooks      *table[hindcast.Webhook]
	sources       *table[hindcast.Source]
	channels      *table[hindcast.Channel]
	meetings      *table[hindcast.Meeting]
	remarks       *table[hindcast.Remark]
	confirmations *table[hindcast.Confirmation]
	known         *table[hindcast.KnownCheck]
}

func newTables() tables {
	return tables{
		incidents: incidentTable(), events: eventTable(), participants: participantTable(), impact: impactTable(),
		evidence: evidenceTable(), writeups: writeupTable(), reviews: reviewTable(), findings: findingTable(),
		actions: actionTable(), proofs: proofTable(), checks: checkTable(), effects: effectTable(), documents: documentTable(),
		revisions: revisionTable(), proposals: proposalTable(), marks: markTable(), answers: answerTable(), notes: noteTable(), meetings: meetingTable(), remarks: remarkTable(), confirmations: confirmationTable(), publications: publicationTable(), lessons: lessonTable(),
		services: serviceTable(), teams: teamTable(), glasses: glassTable(),
		users: userTable(), tokens: tokenTable(),
		alerts: alertTable(), alertRules: alertRuleTable(), webhooks: webhookTable(), sources: sourceTable(), channels: channelTable(), known: knownTable(),
	}
}

// checked is a table as verification sees it.
type checked interface {
	verify(ctx context.Context, q querier, v *Verification) error
}

// all lists the tables whose rows the ledger vouches for.
func (t tables) all() []checked {
	return []checked{t.incidents, t.events, t.participants, t.impact, t.evidence, t.writeups, t.reviews, t.findings, t.actions,
		t.proofs, t.checks, t.effects, t.documents, t.revisions, t.proposals, t.marks, t.publications, t.lessons, t.services, t.teams, t.glasses,
		t.alerts, t.alertRules, t.webhooks, t.sources, t.channels, t.users, t.tokens, t.answers, t.notes,
		t.meetings, t.remarks, t.confirmations, t.known}
}
