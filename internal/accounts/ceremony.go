package accounts

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A passkey and a provider are asked in two requests, and what was asked has to be
// known when the answer comes. It is not kept: the browser holds a random secret
// in a cookie, and challenge, state, nonce and PKCE verifier all follow from it
// and from when it was drawn, each by a keyed hash. So nothing about strangers is
// written down, any node can go on, and an answer fits only the browser that
// asked.

// CeremonyLength is how long somebody has for touching a key or signing in
// elsewhere.
const CeremonyLength = ceremonyLength

const ceremonyLength = 10 * time.Minute

// newCeremony draws the value of the cookie.
func (s *Service) newCeremony() string {
	return newSecret() + "." + strconv.FormatInt(s.cfg.Now().Unix(), 36)
}

// fromCeremony derives one of the values that belong to a cookie.
func fromCeremony(cookie, purpose string) []byte {
	mac := hmac.New(sha256.New, []byte(cookie))
	mac.Write([]byte(purpose))
	return mac.Sum(nil)
}

func textFromCeremony(cookie, purpose string) string {
	return base64.RawURLEncoding.EncodeToString(fromCeremony(cookie, purpose))
}

// answered refuses a cookie that is none, is too old, or was answered before. The
// last is known to this node alone; elsewhere the counter of an authenticator, and
// a provider's code that works once, stand in for it.
func (s *Service) answered(cookie string) error {
	secret, when, found := strings.Cut(cookie, ".")
	at, err := strconv.ParseInt(when, 36, 64)
	age := s.cfg.Now().Sub(time.Unix(at, 0))
	if !found || err != nil || len(secret) < 40 || age < -time.Minute || age > ceremonyLength {
		return refused("this took too long, or began in another browser; try again")
	}
	if s.limits.take(answeringOnce, hashOf(cookie)) != nil {
		return refused("this answer was given before; try again")
	}
	return nil
}

// notSignedIn is the one answer to whatever was wrong with an answer.
func notSignedIn(err error) error {
	return &hindcast.Error{Code: hindcast.Unauthenticated, Message: "that did not work; try again", Err: err}
}
