package app

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/hindcast/hindcast/internal/blob"
)

// Bucket says where the bytes of evidence are.
type Bucket struct {
	S3       string `name:"s3" placeholder:"URL" env:"HINDCAST_S3" help:"Bucket of the evidence, as https://host/bucket or https://host/bucket/prefix; the folder evidence below the data otherwise."`
	S3Region string `name:"s3-region" placeholder:"REGION" env:"HINDCAST_S3_REGION" help:"Region of the bucket."`
	S3Key    string `name:"s3-key" placeholder:"KEY" env:"HINDCAST_S3_KEY" secret:"whole" help:"Access key; better given as HINDCAST_S3_KEY."`
	S3Secret string `name:"s3-secret" placeholder:"SECRET" env:"HINDCAST_S3_SECRET" secret:"whole" help:"Secret key; better given as HINDCAST_S3_SECRET."`
}

// Open opens the bucket, or the folder below the data.
func (b Bucket) Open(ctx context.Context, data Data) (blob.Store, error) {
	if b.S3 != "" {
		cfg, err := b.address()
		if err != nil {
			return nil, err
		}
		return blob.OpenS3(ctx, cfg)
	}
	folder, err := data.Place()
	if err != nil {
		return nil, err
	}
	return blob.OpenDisk(filepath.Join(folder, "evidence"), blob.Limits{})
}

// address reads the address of a bucket. Only that host is ever spoken to.
func (b Bucket) address() (blob.S3Config, error) {
	u, err := url.Parse(b.S3)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return blob.S3Config{}, Misconfigured(fmt.Sprintf("--s3 %q is no bucket; write https://host/bucket", b.S3))
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if bucket == "" {
		return blob.S3Config{}, Misconfigured(fmt.Sprintf("--s3 %q names no bucket; write https://host/bucket", b.S3))
	}
	if prefix != "" {
		prefix += "/"
	}
	return blob.S3Config{Host: u.Host, Bucket: bucket, Prefix: prefix, Region: b.S3Region, AccessKey: b.S3Key, SecretKey: b.S3Secret, PlainHTTP: u.Scheme == "http"}, nil
}
