package blob_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/hindcast/hindcast/internal/blob"
)

const gateway = "github.com/versity/versitygw/cmd/versitygw@v1.8.0"

// gatewayServer is the one S3 server of a test run.
type gatewayServer struct {
	folder, host string
	command      *exec.Cmd
	buckets      int
}

var (
	startGateway sync.Once
	running      *gatewayServer
	gatewayErr   error
)

func TestMain(m *testing.M) {
	if os.Getenv(killedPutFolder) != "" {
		putUntilKilled()
	}
	code := m.Run()
	if running != nil {
		running.stop()
	}
	os.Exit(code)
}

func s3Required() bool {
	return slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), "s3")
}

// s3Config makes a bucket on the server of this test run.
func s3Config(t testing.TB) blob.S3Config {
	t.Helper()
	startGateway.Do(func() { running, gatewayErr = newGateway(t.TempDir) })
	if gatewayErr != nil {
		if s3Required() {
			t.Fatalf("an S3 server is required: %v", gatewayErr)
		}
		t.Skipf("no S3 server: %v", gatewayErr)
	}
	running.buckets++
	cfg := blob.S3Config{Host: running.host, Bucket: fmt.Sprintf("evidence-%d", running.buckets), Prefix: "hindcast/",
		AccessKey: "key", SecretKey: "secret", PlainHTTP: true}
	if err := admin(t, cfg).MakeBucket(context.Background(), cfg.Bucket, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	return cfg
}

// admin is a client that may look behind what blob does.
func admin(t testing.TB, cfg blob.S3Config) *minio.Client {
	t.Helper()
	client, err := minio.New(cfg.Host, &minio.Options{Creds: credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""), Region: "us-east-1"})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func newGateway(tempDir func() string) (*gatewayServer, error) {
	program, err := gatewayProgram(tempDir)
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "hindcast-s3-")
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	host := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	s := &gatewayServer{folder: folder, host: host}
	return s, s.start(program)
}

func (s *gatewayServer) start(program string) error {
	s.command = exec.Command(program, "--port", s.host, "--quiet", "posix", s.folder)
	s.command.Env = append(os.Environ(), "ROOT_ACCESS_KEY=key", "ROOT_SECRET_KEY=secret")
	s.command.Dir = s.folder
	if err := s.command.Start(); err != nil {
		return err
	}
	const patience = 20 * time.Second
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if c, err := net.Dial("tcp", s.host); err == nil {
			return c.Close()
		}
	}
	s.stop()
	return fmt.Errorf("%s did not start", program)
}

func (s *gatewayServer) stop() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
	_ = os.RemoveAll(s.folder)
}

// gatewayProgram finds versitygw, or builds it when an S3 server is required.
func gatewayProgram(tempDir func() string) (string, error) {
	if path, err := exec.LookPath("versitygw"); err == nil {
		return path, nil
	}
	if home, err := os.UserHomeDir(); err == nil {
		path := filepath.Join(home, "go", "bin", "versitygw")
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	if !s3Required() {
		return "", fmt.Errorf("versitygw is not installed (go install %s)", gateway)
	}
	folder := tempDir()
	build := exec.Command("go", "install", gateway)
	build.Env = append(os.Environ(), "GOBIN="+folder)
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build versitygw: %w: %s", err, out)
	}
	return filepath.Join(folder, "versitygw"), nil
}
