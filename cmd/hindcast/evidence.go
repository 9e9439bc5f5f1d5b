package main

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/blob"
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
// missing or damaged, and what lies there that nothing refers to. With sweep, the
// latter is removed when it is older than the grace time.
func verifyEvidence(ctx context.Context, st *store.Store, files blob.Store, sweep bool, std *streams) error {
	options, bar := archiveOptions(std, "hashing evidence")
	r, err := archive.VerifyEvidence(ctx, st, files, options)
	bar.done()
	if err != nil {
		return err
	}
	for _, sum := range r.Missing {
		fmt.Fprintf(std.out, "%s evidence %s is missing\n", std.style.red("bad"), sum)
	}
	for _, sum := range r.Damaged {
		fmt.Fprintf(std.out, "%s evidence %s is damaged: its bytes are not those that were kept\n", std.style.red("bad"), sum)
	}
	swept, err := archive.SweepEvidence(ctx, st, files, blob.SweepOptions{Now: now(), DryRun: !sweep})
	if err != nil {
		return err
	}
	bad := len(r.Missing) + len(r.Damaged)
	fate := "that belong to nothing"
	if sweep {
		fate = "removed that belonged to nothing"
	}
	fmt.Fprintf(std.out, "%s of evidence sound, %d missing or damaged, %d %s\n", plural(int(r.Files), "file", "files"), bad, len(swept.Orphans), fate)
	if bad > 0 {
		return errProblems
	}
	return nil
}
