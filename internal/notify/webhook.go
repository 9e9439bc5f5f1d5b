package notify

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// Delivery is one message to one subscriber.
type Delivery struct {
	URL    string
	Secret string // Secret signs the message: "whsec_" and base64.
	ID     string // ID is the same for every attempt, so that a receiver can tell a repetition.
	At     time.Time
	Body   []byte
}

// Receipt is what a subscriber answered.
type Receipt struct {
	Status int           // Status is zero when nobody answered.
	Body   string        // Body is the beginning of the answer, for the delivery log.
	Took   time.Duration // Took is how long it took.
}

// keptAnswer is how much of an answer is kept, in bytes.
const keptAnswer = 1024

// Deliver sends a signed message, after the Standard Webhooks specification
// (headers webhook-id, webhook-timestamp, webhook-signature). The error is nil
// for an answer of 2xx. An answer of 410 Gone, as the specification says, is
// Forbidden: the subscriber wants no more. Anything else is worth trying again,
// but for an address that is not to be reached at all.
func Deliver(ctx context.Context, door *safehttp.Door, d Delivery) (Receipt, error) {
	signer, err := standardwebhooks.NewWebhook(strings.TrimPrefix(d.Secret, "whsec_"))
	if err != nil {
		return Receipt{}, &hindcast.Error{Code: hindcast.Invalid, Message: "the secret of this webhook cannot sign", Err: err}
	}
	signature, err := signer.Sign(d.ID, d.At, d.Body)
	if err != nil {
		return Receipt{}, fmt.Errorf("sign the message: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(d.Body))
	if err != nil {
		return Receipt{}, &hindcast.Error{Code: hindcast.Invalid, Message: "the address of this webhook cannot be used", Err: err}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(standardwebhooks.HeaderWebhookID, d.ID)
	request.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(d.At.Unix(), 10))
	request.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	began := time.Now()
	response, err := door.Do(request)
	if err != nil {
		return Receipt{Took: time.Since(began)}, err
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, keptAnswer)) // an answer cut short is an answer
	return Receipt{Status: response.StatusCode, Body: strings.ToValidUTF8(string(said), "�"), Took: time.Since(began)}, outcome(response.StatusCode)
}

func outcome(status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusGone:
		return &hindcast.Error{Code: hindcast.Forbidden, Message: "the subscriber wants no more messages (410 Gone)"}
	}
	return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("the subscriber answered %d", status)}
}
