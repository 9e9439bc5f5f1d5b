package blob

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// S3Config says where a bucket is and who we are there.
type S3Config struct {
	Host      string // Host is host or host:port, for Amazon the region's own: "s3.eu-central-1.amazonaws.com".
	Bucket    string // Bucket exists already.
	Prefix    string // Prefix comes before every name, as "hindcast/"; may be empty.
	Region    string // Region is "us-east-1" when empty, which servers other than Amazon's ignore.
	AccessKey string
	SecretKey string
	PlainHTTP bool // PlainHTTP does without TLS, for a server on the same machine.
	Limits    Limits
}

// OpenS3 looks whether the bucket is there and may be used. No host but the
// configured one is ever spoken to, through no proxy and along no redirect.
func OpenS3(ctx context.Context, cfg S3Config) (*S3, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1"
	}
	client, err := minio.New(cfg.Host, &minio.Options{
		Creds: credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""), Secure: !cfg.PlainHTTP,
		Region: cfg.Region, BucketLookup: minio.BucketLookupPath, MaxRetries: attempts,
		Transport: &onlyHost{host: cfg.Host, through: transport()},
	})
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Op: "blob.OpenS3", Message: "the address of the S3 server is not valid; give host or host:port without https://", Err: err}
	}
	client.SetS3EnableDualstack(false) // its addresses are other hosts than the configured one
	s := &S3{client: client, bucket: cfg.Bucket, prefix: cfg.Prefix, host: cfg.Host, limits: cfg.Limits}
	if err := s.look(ctx); err != nil {
		return nil, s.explain("open the bucket", "", err)
	}
	return s, nil
}

// look lists one name. Unlike asking for the bucket itself, the answer to which
// has no body, this tells a wrong key from an absent bucket.
func (s *S3) look(ctx context.Context) error {
	for object := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true, MaxKeys: 1}) {
		return object.Err
	}
	return ctx.Err()
}

func (c S3Config) validate() error {
	var p hindcast.Problems
	for _, needed := range []struct{ field, value string }{
		{"host", c.Host}, {"bucket", c.Bucket}, {"access_key", c.AccessKey}, {"secret_key", c.SecretKey},
	} {
		if needed.value == "" {
			p.Add(needed.field, "must not be empty")
		}
	}
	if strings.Contains(c.Host, "/") {
		p.Add("host", "must be host or host:port, without https:// and path")
	}
	if c.Prefix != "" && (!strings.HasSuffix(c.Prefix, "/") || strings.HasPrefix(c.Prefix, "/") || strings.Contains(c.Prefix, "//")) {
		p.Add("prefix", "must end with one slash and not begin with one")
	}
	return p.Err("the S3 configuration")
}

// attempts is how often a request is tried before the server counts as away.
const attempts = 3

func transport() *http.Transport {
	const connect, handshake, answer, idle = 5 * time.Second, 10 * time.Second, time.Minute, 90 * time.Second
	return &http.Transport{
		DialContext:         (&net.Dialer{Timeout: connect}).DialContext,
		TLSHandshakeTimeout: handshake, ResponseHeaderTimeout: answer, IdleConnTimeout: idle,
		MaxIdleConnsPerHost: 16, DisableCompression: true, ForceAttemptHTTP2: true,
	}
}

// onlyHost refuses to speak to anybody else.
type onlyHost struct {
	host    string
	through http.RoundTripper
}

var errOtherHost = errors.New("not the configured host")

// RoundTrip implements http.RoundTripper.
func (o *onlyHost) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.EqualFold(r.URL.Host, o.host) && r.URL.Host != strings.TrimSuffix(strings.TrimSuffix(o.host, ":443"), ":80") {
		return nil, fmt.Errorf("%s: %w", r.URL.Host, errOtherHost)
	}
	return o.through.RoundTrip(r)
}

// explain says what to do about an error of the server. sha256 is set when one
// content was asked for.
func (s *S3) explain(attempt, sha256 string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", attempt, context.Canceled)
	}
	if _, ok := errors.AsType[*hindcast.Error](err); ok {
		return err
	}
	say := func(message string) error {
		return &hindcast.Error{Code: hindcast.Unavailable, Op: attempt, Message: message, Err: err}
	}
	answer := minio.ToErrorResponse(err)
	if errors.Is(err, errOtherHost) || answer.StatusCode/100 == 3 {
		return say("the S3 server at " + s.host + " sends us to another host, which is not allowed; configure the bucket's own region and host")
	}
	switch answer.Code {
	case minio.NoSuchKey:
		return missing(sha256, "the bucket "+s.bucket+" at "+s.host, err)
	case minio.NoSuchBucket:
		return say("there is no bucket " + s.bucket + " at " + s.host + "; make it or correct the name")
	case "InvalidAccessKeyId", "XAdminUserNotFound", "SignatureDoesNotMatch", minio.AccessDenied, "InvalidSecurity", "ExpiredToken":
		return say("the S3 server at " + s.host + " refuses these keys for the bucket " + s.bucket + ": " + answer.Message)
	case "RequestTimeTooSkewed":
		return say("the clock of this machine differs too much from that of " + s.host + "; set it")
	case "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage":
		return say("the S3 server at " + s.host + " has no room left; nothing was kept")
	}
	if answer.StatusCode == http.StatusForbidden {
		return say("the S3 server at " + s.host + " refuses these keys for the bucket " + s.bucket)
	}
	if _, ok := errors.AsType[net.Error](err); ok || answer.StatusCode >= http.StatusInternalServerError {
		return say("the S3 server at " + s.host + " cannot be reached or does not answer; check that it runs and that the address is right")
	}
	return fmt.Errorf("%s at %s: %w", attempt, s.host, err)
}
