package lint

import (
	"slices"
	"strings"
	"testing"
)

// The sentences are ours. Each line is "rule | sentence"; a rule of "-" means that
// no language rule may have anything to say; "?" marks sentences that a person
// would remark on and the rules do not, kept so that what is missed stays known.
const sentences = `
hindsight | She should have noticed the failing health check.
hindsight | The engineer should have known that the flag was global.
hindsight | The on-call engineer should have checked the dashboard.
hindsight | The on-call should've checked the dashboard.
hindsight | He should of looked at the logs first.
hindsight | The developer ought to have tested the migration.
hindsight | The developer should not have deployed on a Friday.
hindsight | The DBA shouldn't have run the script in production.
hindsight | An experienced engineer would have caught this.
hindsight | The reviewer could have spotted the missing index.
hindsight | He could easily have prevented it.
hindsight | If the engineer had checked the diff, nothing would have happened.
hindsight | If only she had asked somebody.
hindsight | Had the operator read the runbook, the outage would have been shorter.
hindsight | Had he looked at the graph, he would have stopped.
hindsight | They should have known about the expiry.
hindsight | They should have asked before they merged.
hindsight | The team should have noticed the queue growing.
hindsight | We should have noticed the queue growing.
hindsight | I should have checked the second region.
hindsight | Anna should have checked the certificate.
hindsight | Somebody should have checked the certificate.
hindsight | Anyone could have seen this coming.
hindsight | The engineer who deployed the change should have known better.
hindsight | The engineer, who was on duty, should have escalated.
hindsight | She really should have paid attention.
hindsight | The engineer should, in hindsight, have noticed the alert.
hindsight | The engineer didn't check the diff before merging.
hindsight | She did not follow the runbook.
hindsight | Why didn't the engineer check the diff?
hindsight | Why did the on-call not escalate?
hindsight | He never verified the backup.
hindsight | The contractor should have been more careful.
hindsight | The operator should have been watching the console.
hindsight | The engineer saw the alert and should have escalated.
hindsight | One of the engineers should have noticed the drift.
hindsight | @dana should have noticed the drift.
hindsight | The engineer should have tested the backup.
hindsight | **The engineer** should _have_ noticed.
hindsight | The admin shouldve known.
hindsight | In my view the lead engineer should have realised this.
hindsight | John deployed faulty code without proper review.
hindsight | She pushed the change without checking the diff.
hindsight | Jane didn't validate the input.
hindsight | We should have caught this in testing.
hindsight | The operator ran the script without reading the prompt.
blame-person | The on-call missed the alert.
blame-person | The QA team missed the bug.
blame-person | John deployed faulty code.
blame-person | A developer merged an untested change.
blame-person | The engineer failed to check the diff.
blame-person | The engineer failed to properly check the diff.
blame-person | The on-call engineer repeatedly failed to acknowledge the page.
blame-person | The operator failed to notice the warning.
blame-person | The team failed to notice the warning.
blame-person | They failed to realise what it meant.
blame-person | He has failed to update the ticket.
blame-person | The engineer's failure to check the diff led to the outage.
blame-person | His failure to escalate made it worse.
blame-person | The failure of the engineer to check the diff led to this.
blame-person | Bob forgot to renew the certificate.
blame-person | Torben forgot to renew the certificate.
blame-person | Somebody forgot to renew the certificate.
blame-person | The admin forgot about the second cluster.
blame-person | They forgot the second cluster.
blame-person | The certificate was forgotten by the admin.
blame-person | The renewal has the engineer forgotten.
blame-person | By the admin was the renewal forgotten.
blame-person | The warning was overlooked by the on-call engineer.
blame-person | The page was ignored by the engineer.
blame-person | She ignored the alert.
blame-person | The developer overlooked the missing index.
blame-person | The operator neglected to run the check.
blame-person | The engineer misconfigured the load balancer.
blame-person | The operator misjudged the situation.
blame-person | The engineer caused the outage.
blame-person | The outage was caused by an engineer.
blame-person | The outage was caused by a developer running the wrong script.
blame-person | Bob broke production.
blame-person | A junior developer broke the build.
blame-person | The engineer made a mistake.
blame-person | The engineer has made a serious error.
blame-person | They made a mistake during the migration.
blame-person | It was her mistake.
blame-person | This was the engineer's fault.
blame-person | It was Bob's fault.
blame-person | The mistake by the engineer was noticed late.
blame-person | A mistake made by the operator led to the loss.
blame-person | An oversight on the part of the developer.
blame-person | The engineer is to blame.
blame-person | The engineer was at fault.
blame-person | The contractor is responsible for the outage.
blame-person | The engineer was careless.
blame-person | The engineer was too careless with credentials.
blame-person | A careless engineer ran the script.
blame-person | It happened out of carelessness.
blame-person | This was negligence.
blame-person | He carelessly deleted the volume.
blame-person | The cause was a lack of diligence.
blame-person | It was a stupid mistake.
blame-person | The on-call wasn't paying attention.
blame-person | She messed up the deploy.
blame-person | The on-call dropped the ball.
blame-person | The engineer was slow to respond.
blame-person | The reviewer violated the change policy.
blame-person | The engineer, failing to notice the prompt, pressed Enter.
blame-person | The engineer saw the alert but failed to escalate.
human-error | Root cause: human error.
human-error | The outage was due to human error.
human-error | It was caused by operator error.
human-error | The root cause was a human mistake.
human-error | Human error
human-error | Human error in picking the account.
human-error | Human error led to the deletion.
human-error | Human error was the cause.
human-error | An engineer fat-fingered the command.
human-error | Down to pure human error.
human-error | | 09:14 | human error |
obvious-afterwards | Obviously the limit was too low.
obvious-afterwards | It was obvious that the disk would fill.
obvious-afterwards | It should have been obvious from the graph.
obvious-afterwards | The cause was painfully obvious.
obvious-afterwards | Any competent engineer reads the release notes.
punishment | The contractor was reprimanded.
punishment | The engineer was fired.
punishment | The engineer will be disciplined.
punishment | We consider disciplinary action.
punishment | He received a written warning.
vague-action | Be more careful when deploying.
vague-action | We need to be more careful with certificates.
vague-action | Everyone must pay more attention to alerts.
vague-action | Stay vigilant.
vague-action | Take more care with backups.
vague-action | Please try harder.
hindsight | The night-shift engineer should never have restarted both replicas at once.
hindsight | Whoever ran the job should have looked at the plan output first.
hindsight | It was the release manager who should have stopped the rollout.
hindsight | Our SRE on duty should have recognised the pattern from last year.
hindsight | The consultant ought to have raised this in the kickoff.
hindsight | With a bit more attention the DBA would have seen the lock.
hindsight | A more experienced operator would have noticed the trend.
hindsight | If the developer had read the warning, the table would still exist.
hindsight | If he'd checked the region first, nothing would have been lost.
hindsight | Had I checked the region, none of this would have happened.
hindsight | The reviewer approved it without looking at the second file.
hindsight | She simply didn't think about the replicas.
? | He wasn't aware of the second cluster although he should have been.
blame-person | The engineer neglected the warning for two hours.
blame-person | The warning was simply ignored by our admin.
blame-person | The incident happened because the engineer was not paying attention.
blame-person | The incident happened because someone forgot to rotate the key.
blame-person | The incident happened because Maria forgot to rotate the key.
blame-person | The incident was Kevin's fault.
blame-person | The person responsible forgot to enable the alert again.
blame-person | An intern deleted the bucket by mistake because he was careless.
blame-person | The on-call failed in his duty to acknowledge the page.
hindsight | The on-call engineer did not bother to open the runbook.
blame-person | Nobody but the engineer is to blame for this.
blame-person | Blame lies with the engineer who merged it.
blame-person | The engineer's negligence cost us two hours.
hindsight | This could have been avoided if the team had followed the process.
hindsight | This would not have happened if the developer had tested the change.
blame-person | The contractor's mistake took the site down.
human-error | The root cause is a human error during the migration.
human-error | The root cause turned out to be human error.
blame-person | Cause: operator mistake
human-error | Reason: human failure
human-error | This was a classic PEBKAC.
blame-person | The deploy was botched by the release engineer.
blame-person | The DBA screwed up the failover.
blame-person | Our junior dev took down production.
blame-person | An engineer took production down with a bad query.
blame-person | The lead made the wrong call.
blame-person | The incident commander made a poor decision.
blame-person | They were negligent in handling the keys.
blame-person | The engineer acted recklessly.
blame-person | Due to the negligence of the operator the valve stayed open.
? | The employee fell for a phishing mail although she had been trained.
hindsight | He should have asked for help.
hindsight | In hindsight the on-call should have paged the DBA at once.
blame-person | The on-call engineer, despite two pages, failed to respond.
? | Despite clear warnings the operator proceeded.
blame-person | The engineer was too slow to escalate.
blame-person | The engineer blindly ran the command.
? | The developer assumed wrongly that the flag was off.
hindsight | The staff should have been more vigilant.
hindsight | Everyone should have known that the key was shared.
hindsight | The two engineers on duty should have compared notes.
? | Neither of the engineers checked the backup.
hindsight | The engineers didn't check the backups.
? | You should have told us earlier.
punishment | He will be fired for this.
punishment | The team lead was reprimanded for the outage.
hindsight | The database administrator should have taken a snapshot before the upgrade.
hindsight | Our on-call, Priya, should have called the vendor.
hindsight | The person on shift ought not to have silenced the alert.
hindsight | Sarah could have avoided the whole thing by asking in the channel.
hindsight | If Tom had only waited for the canary, the rollout would have stopped.
hindsight | Had the maintainers reviewed the diff, the backdoor would have been found.
hindsight | Nobody would have been affected had the engineer followed the procedure.
blame-person | The analyst overlooked the log line.
hindsight | The analyst never checked the second account.
blame-person | He forgot that the flag was still on.
blame-person | The signer forgot to verify the payload on the device.
blame-person | Two signers failed to verify the payload.
blame-person | The reviewer failed to spot the changed address.
blame-person | The intern failed to understand the impact of the command.
blame-person | The release engineer neglected to bump the version.
blame-person | The cause was a mistake of the deploying engineer.
blame-person | The breach happened through the carelessness of an employee.
blame-person | An employee's carelessness led to the leak.
blame-person | This is on the engineer: she ignored two warnings.
blame-person | The engineer was negligent.
blame-person | The developer is responsible for the breach.
human-error | Root cause - human error during a manual step
human-error | The delay was caused by human error.
human-error | The deletion resulted from human error.
human-error | Due to a human mistake the wrong volume was detached.
obvious-afterwards | It was obvious to everyone that the key was too old.
obvious-afterwards | It should have been obvious that the disk was full.
punishment | The employee has been dismissed.
punishment | The engineer received a formal warning and lost access.
vague-action | Everybody has to be more careful with production.
vague-action | Developers must be more careful when they touch the schema.
vague-action | We will remind the team to be more careful.
hindsight | At 14:02 the on-call should have escalated to the database team instead of restarting pods.
hindsight | Looking back, Marta should have double-checked the target group.
hindsight | Marta really should not have skipped the canary.
hindsight | The engineers on the network team should have told us about the maintenance.
? | Had our colleague from payments asked first, the key would still be secret.
hindsight | If the previous engineer had documented the cron job, we would have found it at once.
blame-person | The deploy failed since the developer had forgotten to run the migration.
blame-person | The developer who wrote the script made a typo because he was careless.
blame-person | It is the fault of the developer.
blame-person | The delay was the fault of the on-call engineer.
blame-person | The runbook was ignored by the on-call engineer.
blame-person | Two alerts were overlooked by the team.
blame-person | The admin simply forgot.
blame-person | The maintainers failed to review the dependency properly.
hindsight | The approver did not read the change description.
hindsight | The approvers never verified the address on the device.
blame-person | He assumed, wrongly, and failed to ask.
blame-person | They failed to communicate the change.
blame-person | The operations team failed to inform support.
human-error | The root cause was operator error on the bastion.
human-error | The main reason for the outage was human error.
human-error | The outage is attributed to human error.
human-error | The reason is simple: human error.
human-error | A human error caused the second outage.
blame-person | The engineer made the mistake of trusting the dashboard.
blame-person | This mistake was made by an engineer with little experience.
blame-person | The employee was reckless with the seed phrase.
blame-person | The treasurer's carelessness cost 40 ETH.
blame-person | We lost two hours because the on-call was slow to answer.
blame-person | The database expert was not paying attention to the replication lag.
obvious-afterwards | Of course, in hindsight it was obvious.
hindsight | The team should have known better.
vague-action | People need to be more careful with keys.
vague-action | All of us have to pay closer attention to expiry dates.
blame-person | Sam missed the alert because he muted the channel.
hindsight | The SRE never checked whether the backup was complete.
hindsight | The reviewers should have caught the wrong region.
hindsight | She could have rolled back ten minutes earlier.
hindsight | Someone ought to have noticed.
blame-person | Our lead developer pushed untested code on Friday evening.
- | The alert failed to fire.
- | The pods failed to start.
- | The team was paged at 14:02.
- | We should look into the retry logic.
- | We should have an alert for this.
- | We should have had an alert for this.
- | We should have monitored the queue.
- | We failed to verify the sandbox.
- | The service should have restarted by itself.
- | Monitoring should have caught this.
- | Prometheus should have noticed the gap.
- | Traffic should have been moved to the second region.
- | The engineer should have been paged.
- | The on-call should have been told by the alert.
- | The on-call engineer should have received the page at 14:02.
- | Engineers should have read access to the logs.
- | Engineers should have limited access to production.
- | Developers should have documented procedures.
- | The engineer should have access.
- | Customers should have received an e-mail.
- | Users would have seen slow pages.
- | An attacker could have read the table.
- | The attacker failed to move laterally.
- | The operator failed to reconcile the resource.
- | The Kubernetes operator restarted twice.
- | The label is ignored by the operator.
- | The OCSP responder failed to respond.
- | Developers failed to deploy because the registry was down.
- | Engineers failed to connect to the VPN.
- | The script of the engineer failed to run.
- | The laptop of the on-call engineer failed to boot.
- | Paging the on-call engineer failed.
- | The page to the on-call engineer failed to go out.
- | Alerts for engineers should have fired earlier.
- | The on-call schedule failed to sync.
- | The engineer restarted the pod, which failed to start.
- | The engineer rolled back and the pods failed to start.
- | They failed to start.
- | They should have restarted after the deploy.
- | The probes ran, but they should have caught it.
- | The engineer ran the script at 14:02.
- | The engineer on call was paged and joined at 14:10.
- | The engineer accidentally deleted the volume.
- | An engineer introduced the change at 09:00.
- | The change was reviewed by an engineer.
- | The outage was caused by an engineer's laptop certificate.
- | This was caused by administrators changing their own policy.
- | The incident was opened by mistake.
- | A fault was detected in the power supply.
- | Fault tolerance was not configured.
- | DNS is to blame.
- | The disk was at fault.
- | The database was slow to respond.
- | Lazy loading was disabled.
- | The API returned an error.
- | Her error message is in the log.
- | The error rate was above 5 %.
- | The risk of human error is reduced by automation.
- | This prevents human error.
- | Human error is never the root cause.
- | The cause was not human error but the missing guard.
- | Nothing obvious was found in the logs.
- | It was not obvious which cluster was meant.
- | There was no obvious cause.
- | The alert fired at 14:02.
- | Two alerts were dismissed automatically.
- | The compiler prints a warning.
- | She noticed the failing health check at 14:02.
- | The engineer did not notice any errors in the log.
- | She did not see the page because her phone was muted.
- | He said "she should have noticed".
- | The chat says “the engineer failed to check”.
- | Im Chat steht „the engineer failed to check“.
- | The log line is ` + "`the engineer failed to check`" + `.
- | See https://example.org/she-should-have-noticed for more.
- | [The report](https://example.org/the-engineer-failed-to-check) has the numbers.
- | Please be aware that pages may be slow.
- | The rollout was careful.
- | The on-call engineer was careful and checked twice.
- | We did not check the second region.
- | Nobody noticed the alert for two hours.
- | The engineer did what the runbook said.
- | Which cluster the engineer saw depended on the profile.
- | Should the engineer have access to both clusters?
- | What could we have done better?
- | Who should have been paged?
- | Phase I failed to complete.
- | The I/O scheduler failed to check the queue.
- | He forwarded the mail, and the mail server failed to deliver it.
- | Users forgot their passwords.
- | If you forgot your password, reset it.
- | Kubernetes ignored the field.
- | The engineer should have finished by Friday.
- | The first responder joined within 4 minutes.
- | The team made a decision at 15:00.
- | The engineer made a copy of the volume.
- | The engineer made a change that caused the outage to end.
- | The manager process failed to check its children.
- | Der Engineer hat um 14:02 reagiert.
- | Das Zertifikat wurde vom Team erneuert.
- | The member list failed to update.
- | Team members should have two-factor authentication.
- | The lead time should have been shorter.
- | The author field should have been set.
- | The engineer caused the pods to restart.
- | The job owner should have permission to restart it.
- | Admin access should have been limited.
- | The engineer account should have expired.
- | The reviewer's queue failed to load.
- | The person on call is listed in the schedule.
- | The pipeline deployed the change without review.
- | The change was deployed without testing.
- | The engineer deployed the change without review.
- | The consumer missed the message.
- | We missed the alert.
- | The engineer released the lock.
- | Bad configuration was pushed by the pipeline.
- | The API rejects obviously invalid requests.
- | (including negligence or otherwise)
- | Injury resulting from such party’s negligence is excluded.
- | Everyone makes mistakes.
- | Who made the mistake is not what we ask.
- | She was nominated for a role she didn't ask for.
- | Use caution while reading this table.
- | The deploy ran without the engineer noticing any errors.
- | The engineer missed a train and joined remotely.
- | Nobody is to blame.
- | No engineer failed to join.
- | Pay attention to the order of the steps.
- | The signer saw a hash on the device and approved.
- | Three of five signers were asked to stop signing.
- | The attacker failed to drain the second pool.
- | The attacker could have taken more.
- | The bot should have paused the contract.
- | The contract should have reverted.
- | The pause transaction should have been sent by the guardian.
- | The guardian failed to submit because gas was too low.
- | The bounty hunter reported it and was asked for details.
- | The war room was opened by the incident leader at 03:20.
- | The on-call engineer was asleep; the page reached the backup.
- | The engineer on call had no access to the multisig.
- | The operators of the bridge were told at 03:40.
- | The validator operators should have upgraded by Monday, as announced.
- | The owner of the contract is a timelock.
- | The team owns 12 services and has four engineers.
- | The team should have an on-call rotation in both time zones.
- | The developers should have a way to test this locally.
- | Engineers can now see the expiry date on the dashboard.
- | Maria asked Bob to check the logs.
- | Bob checked the logs and did not find any errors.
- | Anna had seen the same graph in May.
- | The first engineer who joined was from another team.
- | The change had been tested by two engineers.
- | A mistake in the documentation was corrected.
- | The fix for the error was written by Lars.
- | The failure of the disk was noticed by the on-call.
- | The failure to renew was not alerted on.
- | The certificate was not renewed, because renewal is a calendar entry of one person.
- | Nothing tells the engineer which cluster the shell points to.
- | The tool should have asked the engineer for the name of the cluster.
- | The form should have warned the operator.
- | The default made it easy for the engineer to pick the wrong account.
- | The wrong command was run, because both commands look alike.
- | What did the engineer see at 14:02?
- | What made the choice look right to the responder?
- | How could anybody have noticed?
- | Who should be paged next time?
- | The release manager was on holiday, and nobody else could approve.
- | The admin page was down, so no admin could log in.
- | The careless use of words is not what we are after.
- | The old service was slow to start, so the team had to wait.
- | The alert was obvious in colour but not in meaning.
- | The person who gets paged should have the rights to roll back.
- | The engineer who gets paged should have production access.
- | Support told customers that they should have received a refund.
- | Users who should have seen the banner did not.
- | The members should have received an invitation.
- | They should have been scaled down at night.
- | The nodes came back, but they failed to join the cluster.
- | 14:02 Priya paged the database engineer.
- | 14:05 The engineer restarted the primary, which failed to come up.
- | 14:07 The on-call engineer could not reach the bastion.
- | 14:09 Tom noticed that replication had stopped.
- | 14:12 The incident commander asked whether the backup should have finished by now.
- | 14:15 The DBA was told that the failover had failed.
- | 14:20 Anna failed over to the second region.
- | 14:21 The SRE team failed over the database.
- | 14:25 Bob should have results by 15:00.
- | 14:30 The engineer said the job should have completed.
- | 14:31 The vendor's engineer was not available.
- | 14:35 The engineer did not have access to the cluster.
- | 14:36 The on-call did not get the page because the phone was off.
- | 14:40 She had noticed the alert at 14:01.
- | 14:41 If the engineer has access, the step is skipped.
- | 14:42 He had already restarted the node.
- | 14:45 The admin console failed to load.
- | 14:46 The admin user failed to authenticate.
- | 14:47 The developer portal should have been restored by then.
- | 14:48 The engineer's laptop failed to connect.
- | 14:50 The author of the change was asked to roll back.
- | The runbook was written for an engineer who should have both keys.
- | The responders did not know that a second cluster existed.
- | The on-call engineer did not know that the flag was global.
- | The engineers were not told about the change.
- | The engineer was not able to see the metrics.
- | The operator pod was slow to respond.
- | The operator had been upgraded the day before.
- | If the operator had restarted, the lock would have been released.
- | The team should have two people on call.
- | The team should have been paged by the alert.
- | We should have written runbooks for each service.
- | We could have detected this an hour earlier with the right alert.
- | The alert should have paged the engineer.
- | The alert that should have paged the engineer was silenced.
- | An alert would have told the engineer.
- | The page was missed because the phone was on silent.
- | The warning was ignored by the parser.
- | The tool ignored the error.
- | The error was caused by the admin API.
- | The outage was caused by a change that an engineer deployed.
- | The deploy by the engineer finished at 14:02.
- | The fault was found by an engineer.
- | The mistake in the template was found by Anna.
- | A typo in the config was introduced by the developer tooling.
- | The employee clicked the link in the mail.
- | The attacker impersonated an employee and asked for access.
- | The attacker should have been stopped by the second factor.
- | The contractor account should have been disabled.
- | Two signers approved the transaction because the device showed only a hash.
- | The signer could not see the real address.
- | The reviewer saw only the first 300 lines.
- | The member of staff on duty followed the runbook.
- | People involved: Anna (lead), Bob (scribe).
- | The lead asked for more time.
- | The team made the decision to fail over.
- | The engineer's fault injection experiment was stopped.
- | The disks report their fault domain.
- | Use them carefully and they help.
- | The engineer made errors visible on the dashboard.
- | The team made the error message clearer.
- | The team lead took down the banner.
- | The engineer took the node down for maintenance.
- | The engineer broke down the work into three parts.
- | The developer made changes to the error handling.
- | Human review of each change is required.
- | The error was human-readable.
- | The likelihood of human error is high at night.
- | A checklist would reduce operator errors.
- | Nobody was fired, and nobody will be.
- | The rule fired and the engineer was notified.
- | The alert was dismissed by the on-call.
- | Be aware of the time zone in this table.
- | Engineers should be aware of the new flow.
- | The careful rollout limited the damage.
- | The step needs care.
- | Customers forgot nothing; the cache did.
- | They failed over in two minutes.
- | The pods were deleted and they should have been recreated.
- | I joined at 14:10 and saw that the disk was full.
- | I did not see the alert.
- | I asked whether we should have paged the vendor.
- | Someone should check the certificates every week.
- | The engineer should check the plan before applying.
- | Somebody should have access at night.
`

func TestSentences(t *testing.T) {
	positive, negative, missed := 0, 0, 0
	for _, line := range strings.Split(strings.TrimSpace(sentences), "\n") {
		want, text, ok := strings.Cut(line, " | ")
		if !ok {
			t.Fatalf("line without a rule: %q", line)
		}
		var got []string
		for _, h := range Text(7, text) {
			if !slices.Contains(got, h.Rule) {
				got = append(got, h.Rule)
			}
			if h.Line != 7 || h.Ask == "" || h.Message == "" || h.Level != Notice {
				t.Errorf("%q: incomplete hint %+v", text, h)
			}
			if !strings.HasPrefix(string([]rune(text)[h.Column-1:]), h.Text) {
				t.Errorf("%q: %q does not stand at column %d", text, h.Text, h.Column)
			}
		}
		if want == "?" {
			missed++
			continue
		}
		if want == "-" {
			negative++
			if len(got) > 0 {
				t.Errorf("%q: got %v, want nothing", text, got)
			}
			continue
		}
		positive++
		if !slices.Contains(got, want) {
			t.Errorf("%q: got %v, want %s", text, got, want)
		}
	}
	if positive+negative < 120 {
		t.Errorf("only %d sentences", positive+negative)
	}
	t.Logf("%d sentences that get their hint, %d that are known to be missed, %d that must have none", positive, missed, negative)
}
