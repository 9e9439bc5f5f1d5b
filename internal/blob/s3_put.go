package blob

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"path"
	"time"

	"github.com/minio/minio-go/v7"
)

// partSize is how much of an upload is in memory at a time, in bytes. S3 takes
// at most 10,000 parts, so it allows far more than MaxMaxSize.
const partSize = 16 << 20

// Put implements Store. What fits into one part goes up under its name at once.
// Longer content goes up in parts under a name of its own while it is hashed,
// and is then copied by the server: its name is known only at the end.
func (s *S3) Put(ctx context.Context, r io.Reader) (Digest, error) {
	source := newMeasure(ctx, r, s.limits.maxSize())
	var first bytes.Buffer
	_, err := io.CopyN(&first, source, partSize)
	switch {
	case err == io.EOF:
		return s.putWhole(ctx, first.Bytes(), source.digest())
	case err != nil:
		return Digest{}, err
	}
	name := s.prefix + path.Join(unfinished, rand.Text())
	err = s.putParts(ctx, name, io.MultiReader(&first, source), source)
	cleaning, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
	defer cancel()
	_ = s.client.RemoveObject(cleaning, s.bucket, name, minio.RemoveObjectOptions{}) // what stays, Sweep takes
	if source.failed != nil {
		return Digest{}, source.failed
	}
	if err != nil {
		return Digest{}, s.explain("keep evidence", "", err)
	}
	return source.digest(), nil
}

func (s *S3) putWhole(ctx context.Context, content []byte, d Digest) (Digest, error) {
	at, err := place(d.SHA256)
	if err != nil {
		return Digest{}, err
	}
	_, err = s.client.PutObject(ctx, s.bucket, s.prefix+at, bytes.NewReader(content), d.Size, minio.PutObjectOptions{DisableMultipart: true})
	if err != nil {
		return Digest{}, s.explain("keep evidence", "", err)
	}
	return d, nil
}

func (s *S3) putParts(ctx context.Context, name string, content io.Reader, source *measure) error {
	up, err := s.client.PutObject(ctx, s.bucket, name, content, -1, minio.PutObjectOptions{PartSize: partSize})
	if err != nil {
		return err
	}
	at, err := place(source.digest().SHA256)
	if err != nil {
		return err
	}
	_, err = s.client.CopyObject(ctx,
		minio.CopyDestOptions{Bucket: s.bucket, Object: s.prefix + at},
		minio.CopySrcOptions{Bucket: s.bucket, Object: name, MatchETag: up.ETag})
	return err
}
