package blob_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/blob/blobtest"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestBucketThatCannotBeUsed(t *testing.T) {
	good := blobtest.Bucket(t)
	for name, c := range map[string]struct {
		change func(*blob.S3Config)
		code   hindcast.Code
		say    string
	}{
		"no server":     {func(c *blob.S3Config) { c.Host = "127.0.0.1:1" }, hindcast.Unavailable, "cannot be reached"},
		"unknown key":   {func(c *blob.S3Config) { c.AccessKey = "nobody" }, hindcast.Unavailable, "refuses these keys"},
		"wrong secret":  {func(c *blob.S3Config) { c.SecretKey = "wrong" }, hindcast.Unavailable, "refuses these keys"},
		"no bucket":     {func(c *blob.S3Config) { c.Bucket = "absent" }, hindcast.Unavailable, "no bucket absent"},
		"nothing given": {func(c *blob.S3Config) { *c = blob.S3Config{} }, hindcast.Invalid, "secret_key"},
		"a URL":         {func(c *blob.S3Config) { c.Host = "http://" + c.Host }, hindcast.Invalid, "without https"},
		"prefix":        {func(c *blob.S3Config) { c.Prefix = "no-slash" }, hindcast.Invalid, "prefix"},
	} {
		cfg := good
		c.change(&cfg)
		_, err := blob.OpenS3(context.Background(), cfg)
		if hindcast.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestServerThatGoesAway(t *testing.T) {
	cfg := blobtest.Bucket(t)
	behind := cfg.Host
	var away atomic.Bool
	// The gateway signs for the host it is called by, so the relay keeps that.
	relay := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() {
			panic(http.ErrAbortHandler)
		}
		request := r.Clone(r.Context())
		request.URL.Scheme, request.URL.Host, request.RequestURI = "http", behind, ""
		answer, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		defer answer.Body.Close()
		for k, v := range answer.Header {
			w.Header()[k] = v
		}
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
	}))
	defer relay.Close()
	cfg.Host = strings.TrimPrefix(relay.URL, "http://")
	s, err := blob.OpenS3(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	d := put(t, s, []byte("before"))
	away.Store(true)
	for name, do := range everyWay(s) {
		if err := do(d.SHA256); hindcast.CodeOf(err) != hindcast.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Put(context.Background(), strings.NewReader("x")); hindcast.CodeOf(err) != hindcast.Unavailable {
		t.Errorf("Put: %v", err)
	}
	away.Store(false)
	if _, err := blob.Verify(context.Background(), s, d.SHA256); err != nil {
		t.Errorf("after it came back: %v", err)
	}
}

func TestNoOtherHostIsSpokenTo(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the other host was called") }))
	defer other.Close()
	sending := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer sending.Close()
	cfg := blob.S3Config{Host: strings.TrimPrefix(sending.URL, "http://"), Bucket: "evidence", AccessKey: "k", SecretKey: "s", PlainHTTP: true}
	if _, err := blob.OpenS3(context.Background(), cfg); hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), "another host") {
		t.Errorf("%v", err)
	}
}

func TestSweepTakesUploadsThatWereNeverJoined(t *testing.T) {
	cfg := blobtest.Bucket(t)
	s, err := blob.OpenS3(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	client := blobtest.Admin(t, cfg)
	core := minio.Core{Client: client}
	if _, err := core.NewMultipartUpload(context.Background(), cfg.Bucket, cfg.Prefix+"unfinished/one", minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(context.Background(), cfg.Bucket, cfg.Prefix+"unfinished/two", bytes.NewReader([]byte("x")), 1, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	nothing := func(string) bool { return false }
	for _, step := range []struct {
		o    blob.SweepOptions
		want int
	}{
		{blob.SweepOptions{Now: time.Now()}, 0},
		{blob.SweepOptions{Now: time.Now().Add(25 * time.Hour), DryRun: true}, 2},
		{blob.SweepOptions{Now: time.Now().Add(25 * time.Hour)}, 2},
		{blob.SweepOptions{Now: time.Now().Add(25 * time.Hour)}, 0},
	} {
		swept, err := blob.Sweep(context.Background(), s, nothing, step.o)
		if err != nil || len(swept.Unfinished) != step.want {
			t.Errorf("%+v: %+v, %v", step.o, swept, err)
		}
	}
}
