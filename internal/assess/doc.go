// Package assess answers the seven questions about a response from the record
// of it and the policy it is held to: no more than what was written down, and
// never a guess.
//
//	answers := assess.Assess(record, policy, assess.Options{Today: today})
//
// Everything is pure: the same record, policy and options always give the same
// answers, the record is not changed, and nothing reads a clock.
//
// Times carry the precision they were recorded with. A duration between two of
// them lies within bounds; where those bounds straddle a target, or where a fact
// is not recorded, the verdicts that remain possible are kept, and unless they
// are all the same the answer is not_computable and says what to record. A
// record that says nothing about a subject (no message at all, no role at all,
// no evidence at all) is read as silent, not as proof that nothing was done.
//
// The level that targets are taken from is the worst one declared until the
// incident was resolved: lowering the level once it is mitigated does not loosen
// what was asked for before. Rules that depend on the level over time (roles,
// external messages) say so where they stand. Those readings of the policy are
// ours.
package assess
