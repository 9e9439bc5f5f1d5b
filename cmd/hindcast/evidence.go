package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// evidenceFlags say where the bytes of evidence are.
type evidenceFlags struct {
	S3       string `name:"s3" placeholder:"URL" env:"HINDCAST_S3" help:"Bucket of the evidence, as https://host/bucket or https://host/bucket/prefix; the folder evidence below the data otherwise."`
	S3Region string `name:"s3-region" placeholder:"REGION" env:"HINDCAST_S3_REGION" help:"Region of the bucket."`
	S3Key    string `name:"s3-key" placeholder:"KEY" env:"HINDCAST_S3_KEY" help:"Access key; better given as HINDCAST_S3_KEY."`
	S3Secret string `name:"s3-secret" placeholder:"SECRET" env:"HINDCAST_S3_SECRET" help:"Secret key; better given as HINDCAST_S3_SECRET."`
}

// open opens the bucket, or the folder below the data.
func (f evidenceFlags) open(ctx context.Context, data dataFlags) (blob.Store, error) {
	if f.S3 != "" {
		cfg, err := f.bucket()
		if err != nil {
			return nil, err
		}
		return blob.OpenS3(ctx, cfg)
	}
	folder, err := data.folder()
	if err != nil {
		return nil, err
	}
	return blob.OpenDisk(filepath.Join(folder, "evidence"), blob.Limits{})
}

// bucket reads the address of a bucket. Only that host is ever spoken to.
func (f evidenceFlags) bucket() (blob.S3Config, error) {
	u, err := url.Parse(f.S3)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return blob.S3Config{}, usageError(fmt.Sprintf("--s3 %q is no bucket; write https://host/bucket", f.S3))
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if bucket == "" {
		return blob.S3Config{}, usageError(fmt.Sprintf("--s3 %q names no bucket; write https://host/bucket", f.S3))
	}
	if prefix != "" {
		prefix += "/"
	}
	return blob.S3Config{Host: u.Host, Bucket: bucket, Prefix: prefix, Region: f.S3Region, AccessKey: f.S3Key, SecretKey: f.S3Secret, PlainHTTP: u.Scheme == "http"}, nil
}

// verifyEvidence hashes everything that evidence refers to and says what is
// missing or damaged, and what lies there that nothing refers to.
func verifyEvidence(ctx context.Context, st *store.Store, files blob.Store, std *streams) error {
	referred := map[string]bool{}
	err := st.Snapshot(ctx, func(s *store.Snapshot) error {
		contents, err := s.Evidence()
		for _, c := range contents {
			referred[c.SHA256] = true
		}
		return err
	})
	if err != nil {
		return err
	}
	bad, n := 0, 0
	bar := newProgress(std, "hashing evidence", len(referred))
	for sum := range referred {
		bar.at(n)
		n++
		if _, err := blob.Verify(ctx, files, sum); err != nil {
			bar.done()
			if hindcast.CodeOf(err) != hindcast.NotFound && !errors.Is(err, blob.ErrDamaged) {
				return err
			}
			bad++
			fmt.Fprintf(std.out, "%s evidence %s: %s\n", std.style.red("bad"), sum, explain(err)[0])
		}
	}
	bar.done()
	swept, err := blob.Sweep(ctx, files, func(sum string) bool { return referred[sum] }, blob.SweepOptions{Now: now(), DryRun: true})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s hashed, %d missing or damaged, %s belong to nothing\n", plural(len(referred), "file", "files"), bad, plural(len(swept.Orphans), "file", "files"))
	if bad > 0 {
		return errProblems
	}
	return nil
}
