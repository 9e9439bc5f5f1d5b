package blob

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
)

// S3 keeps contents as objects of a bucket. Two programs may share a bucket; a
// prefix keeps apart what is not theirs.
type S3 struct {
	client         *minio.Client
	bucket, prefix string
	host           string
	limits         Limits
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, sha256 string) (io.ReadSeekCloser, error) {
	at, err := place(sha256)
	if err != nil {
		return nil, err
	}
	object, err := s.client.GetObject(ctx, s.bucket, s.prefix+at, minio.GetObjectOptions{})
	if err != nil {
		return nil, s.explain("open evidence", sha256, err)
	}
	if _, err := object.Stat(); err != nil {
		return nil, errors.Join(s.explain("open evidence", sha256, err), object.Close())
	}
	return remote{object, s, sha256}, nil
}

// remote explains what goes wrong while an object is read.
type remote struct {
	*minio.Object
	store  *S3
	sha256 string
}

// Read implements io.Reader.
func (r remote) Read(p []byte) (int, error) {
	n, err := r.Object.Read(p)
	if err != nil && err != io.EOF {
		err = r.store.explain("read evidence", r.sha256, err)
	}
	return n, err
}

// Stat implements Store.
func (s *S3) Stat(ctx context.Context, sha256 string) (Info, error) {
	at, err := place(sha256)
	if err != nil {
		return Info{}, err
	}
	object, err := s.client.StatObject(ctx, s.bucket, s.prefix+at, minio.StatObjectOptions{})
	if err != nil {
		return Info{}, s.explain("look for evidence", sha256, err)
	}
	return Info{Digest{sha256, object.Size}, object.LastModified.UTC()}, nil
}

// Delete implements Store. S3 does not say whether an object was there, so it
// is asked before.
func (s *S3) Delete(ctx context.Context, sha256 string) error {
	if _, err := s.Stat(ctx, sha256); err != nil {
		return err
	}
	at, err := place(sha256)
	if err != nil {
		return err
	}
	return s.explain("remove evidence", sha256, s.client.RemoveObject(ctx, s.bucket, s.prefix+at, minio.RemoveObjectOptions{}))
}

// Walk implements Store.
func (s *S3) Walk(ctx context.Context, visit func(Info) error) error {
	for object := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix, Recursive: true}) {
		if object.Err != nil {
			return s.explain("list evidence", "", object.Err)
		}
		sha256 := digestAt(strings.TrimPrefix(object.Key, s.prefix))
		if sha256 == "" {
			continue
		}
		if err := visit(Info{Digest{sha256, object.Size}, object.LastModified.UTC()}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Unfinished implements Store. A program that was killed leaves parts that were
// never joined, or an object that was never copied to its place.
func (s *S3) Unfinished(ctx context.Context, before time.Time, remove bool) (names []string, err error) {
	below := s.prefix + unfinished + "/"
	for up := range s.client.ListIncompleteUploads(ctx, s.bucket, below, true) {
		if up.Err != nil {
			return names, s.explain("list unfinished uploads", "", up.Err)
		}
		if !up.Initiated.Before(before) {
			continue
		}
		if remove {
			if err := s.client.RemoveIncompleteUpload(ctx, s.bucket, up.Key); err != nil {
				return names, s.explain("remove an unfinished upload", "", err)
			}
		}
		names = append(names, up.Key)
	}
	for object := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: below, Recursive: true}) {
		if object.Err != nil {
			return names, s.explain("list unfinished uploads", "", object.Err)
		}
		if !object.LastModified.Before(before) {
			continue
		}
		if remove {
			if err := s.client.RemoveObject(ctx, s.bucket, object.Key, minio.RemoveObjectOptions{}); err != nil {
				return names, s.explain("remove an unfinished upload", "", err)
			}
		}
		names = append(names, object.Key)
	}
	slices.Sort(names)
	return names, ctx.Err()
}
