// Package blobtest gives tests a bucket on a real S3 server, which it starts and
// stops itself:
//
//	cfg := blobtest.Bucket(t)
//	files, err := blob.OpenS3(ctx, cfg)
//
// The server is versitygw, from PATH or ~/go/bin. Where it is not installed the
// test skips with a message, or builds it when HINDCAST_TEST_REQUIRE names s3.
package blobtest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/hindcast/hindcast/internal/blob"
)

const gateway = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"

// Bucket starts a server for this test and makes an empty bucket on it.
func Bucket(t testing.TB) blob.S3Config {
	t.Helper()
	program, err := gatewayProgram(t)
	if err != nil {
		if required() {
			t.Fatalf("an S3 server is required: %v", err)
		}
		t.Skipf("no S3 server: %v", err)
	}
	cfg := blob.S3Config{Host: start(t, program), Bucket: "evidence", Prefix: "hindcast/", AccessKey: "key", SecretKey: "secret", PlainHTTP: true}
	if err := Admin(t, cfg).MakeBucket(context.Background(), cfg.Bucket, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	return cfg
}

// Admin is a client that may look at a bucket, or break what is in it, behind
// the back of package blob.
func Admin(t testing.TB, cfg blob.S3Config) *minio.Client {
	t.Helper()
	client, err := minio.New(cfg.Host, &minio.Options{Creds: credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""), Region: "us-east-1"})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func required() bool {
	return slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "s3")
}

// start runs the server on a free port until the test ends.
func start(t testing.TB, program string) (host string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host = listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	command := exec.Command(program, "--port", host, "--quiet", "posix", folder)
	command.Env = append(os.Environ(), "ROOT_ACCESS_KEY=key", "ROOT_SECRET_KEY=secret")
	command.Dir = folder
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	const patience, pause = 20 * time.Second, 20 * time.Millisecond
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(pause) {
		if c, err := net.Dial("tcp", host); err == nil {
			_ = c.Close()
			return host
		}
	}
	t.Fatalf("%s did not start", program)
	return ""
}

// gatewayProgram finds versitygw, or builds it when an S3 server is required.
func gatewayProgram(t testing.TB) (string, error) {
	if path, err := exec.LookPath("versitygw"); err == nil {
		return path, nil
	}
	if home, err := os.UserHomeDir(); err == nil {
		path := filepath.Join(home, "go", "bin", "versitygw")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	if !required() {
		return "", fmt.Errorf("versitygw is not installed (go install %s)", gateway)
	}
	folder := t.TempDir()
	build := exec.Command("go", "install", gateway)
	build.Env = append(os.Environ(), "GOBIN="+folder)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build versitygw: %w: %s", err, out)
	}
	return filepath.Join(folder, "versitygw"), nil
}
