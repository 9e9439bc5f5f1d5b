package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// DeliveryState says how far a delivery is.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting  DeliveryState = "waiting"
	DeliveryDone     DeliveryState = "delivered"
	DeliveryWithheld DeliveryState = "withheld" // its owner may not see the entry any more
	DeliveryDropped  DeliveryState = "dropped"  // the subscription was paused before
)

// Delivery is an entry of the ledger on its way to a subscription.
type Delivery struct {
	ID       string
	Webhook  hindcast.WebhookID
	Change   Change
	At       time.Time // At is when the entry was made.
	State    DeliveryState
	Attempts int
	TriedAt  time.Time // TriedAt is zero before the first attempt.
	Status   int       // Status is what the receiver answered last, zero when it did not.
	Answer   string    // Answer is how its answer began.
	Failure  string    // Failure is what the last attempt ended with; empty when it succeeded.
	Took     time.Duration
}

// AddDeliveries keeps deliveries of entries for a subscription that had gone
// through the ledger up to after, and goes on from through. The error is Conflict
// when it had not: another node was first, and nothing is to be added again.
func (t *Tx) AddDeliveries(webhook hindcast.WebhookID, after, through int64, numbers []int64) error {
	rows, err := t.execQuietly("update webhooks set sent = $1 where id = $2 and sent = $3 and state = 'active'", through, string(webhook), after)
	if err == nil && rows == 0 {
		err = &hindcast.Error{Code: hindcast.Conflict, Op: "store.Tx.AddDeliveries", Message: "these entries were taken up by another node"}
	}
	for _, n := range numbers {
		if err != nil {
			return err
		}
		_, err = t.execQuietly("insert into deliveries (id, webhook_id, number, state, attempts, tried_at, status, answer, failure, took) values ($1, $2, $3, 'waiting', 0, $4, 0, '', '', 0)",
			t.NewID("del"), string(webhook), n, unrecorded)
	}
	return err
}

// ResumeDeliveries passes over what happened while a subscription was paused, and
// what waited then.
func (t *Tx) ResumeDeliveries(webhook hindcast.WebhookID) error {
	_, err := t.execQuietly("update webhooks set sent = $1, failing = 0 where id = $2", t.nextNumber()-1, string(webhook))
	return err
}

// DropDeliveries gives up what waits for a subscription that was paused or ended.
func (t *Tx) DropDeliveries(webhook hindcast.WebhookID) error {
	_, err := t.execQuietly("update deliveries set state = 'dropped' where webhook_id = $1 and state = 'waiting'", string(webhook))
	return err
}

// Tried keeps how an attempt ended, and since when the subscription fails.
func (t *Tx) Tried(d Delivery) error {
	_, err := t.execQuietly("update deliveries set state = $2, attempts = attempts + 1, tried_at = $3, status = $4, answer = $5, failure = $6, took = $7 where id = $1",
		d.ID, string(d.State), toMicros(t.now), int64(d.Status), storable(d.Answer), storable(d.Failure), d.Took.Microseconds())
	if err != nil {
		return err
	}
	if d.Failure == "" {
		_, err = t.execQuietly("update webhooks set failing = 0 where id = $1 and failing <> 0", string(d.Webhook))
	} else {
		_, err = t.execQuietly("update webhooks set failing = $2 where id = $1 and failing = 0", string(d.Webhook), toMicros(t.now))
	}
	return err
}

// Withhold keeps a delivery from being sent: its owner may not see the entry.
func (t *Tx) Withhold(d Delivery) error {
	_, err := t.execQuietly("update deliveries set state = 'withheld', answer = '', failure = '', status = 0 where id = $1", d.ID)
	return err
}

// Replay makes a delivery wait again. The error is NotFound when the subscription
// has none of that identifier.
func (t *Tx) Replay(webhook hindcast.WebhookID, id string) error {
	if !fits(id) || !fits(string(webhook)) {
		return noDelivery(nil)
	}
	rows, err := t.execQuietly("update deliveries set state = 'waiting' where id = $1 and webhook_id = $2", id, string(webhook))
	if err == nil && rows == 0 {
		err = noDelivery(nil)
	}
	return err
}

// ForgetDeliveries removes what was done with before an instant, so that the log
// does not grow for ever.
func (t *Tx) ForgetDeliveries(before time.Time) error {
	_, err := t.execQuietly("delete from deliveries where state <> 'waiting' and number in (select number from ledger where at < $1)", toMicros(before))
	return err
}

func noDelivery(err error) error {
	return &hindcast.Error{Code: hindcast.NotFound, Op: "store.Delivery", Message: "there is no such delivery, or it is not yours to see", Err: err}
}

const deliveryColumns = "d.id, d.webhook_id, l.number, l.verb, l.subject_kind, l.subject_id, l.incident_id, l.at, d.state, d.attempts, d.tried_at, d.status, d.answer, d.failure, d.took"

func scanDelivery(scan func(...any) error, more ...any) (d Delivery, err error) {
	var at, tried, took int64
	c := &d.Change
	err = scan(append([]any{&d.ID, &d.Webhook, &c.Number, &c.Verb, &c.Subject.Kind, &c.Subject.ID, &c.Subject.Incident, &at, &d.State, &d.Attempts, &tried, &d.Status,
		&d.Answer, &d.Failure, &took}, more...)...)
	d.At, d.TriedAt, d.Took = fromMicros(at), fromMicros(tried), time.Duration(took)*time.Microsecond
	return d, err
}

// NextDelivery returns what waits for a subscription, the oldest entry first, and
// whether the actor may see the entry at this moment. The error is NotFound when
// nothing waits.
func (s *Store) NextDelivery(ctx context.Context, by hindcast.Actor, webhook hindcast.WebhookID) (d Delivery, visible bool, err error) {
	var q query
	q.add("select " + deliveryColumns + ", case when ")
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	q.add(" then 1 else 0 end from deliveries d join ledger l on l.number = d.number left join incidents i on i.id = l.incident_id"+
		" where d.webhook_id = ? and d.state = 'waiting' order by d.number limit 1", string(webhook))
	var may int64
	d, err = scanDelivery(s.readers.QueryRowContext(ctx, q.text.String(), q.args...).Scan, &may)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, noDelivery(err)
	}
	return d, may == 1, s.dialect.explain("look for deliveries", err)
}

// Deliveries returns the last deliveries of a subscription, the newest entry
// first, of entries the actor may see; see Entries. Zero begins at the end.
func (s *Store) Deliveries(ctx context.Context, by hindcast.Actor, webhook hindcast.WebhookID, before int64, limit int) ([]Delivery, error) {
	var q query
	q.add("select "+deliveryColumns+" from deliveries d join ledger l on l.number = d.number left join incidents i on i.id = l.incident_id where d.webhook_id = ? and d.state <> 'withheld' and ", string(webhook))
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	if before > 0 {
		q.add(" and d.number < ?", before)
	}
	q.add(" order by d.number desc limit ?", int64(max(0, limit)))
	return found(ctx, s, "read the deliveries", &q, func(scan row) (Delivery, error) { return scanDelivery(scan) })
}
