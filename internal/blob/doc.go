// Package blob keeps the bytes of evidence, each content once, under the SHA-256
// of what it holds: on disk, or in a bucket of an S3 server.
//
//	files, err := blob.OpenDisk("data/evidence", blob.Limits{})
//	digest, err := files.Put(ctx, upload) // streamed and hashed, kept whole or not at all
//	content, err := files.Open(ctx, digest.SHA256)
//
// The store's evidence rows say which contents belong to what; nothing here
// knows. Put the bytes first and record the row after: bytes without a row are
// an orphan that Sweep removes after a while, a row without bytes is a loss.
//
// Names lie alike on disk and in a bucket, as ab/cd/abcd…, so that one can be
// copied to the other with any tool.
package blob
