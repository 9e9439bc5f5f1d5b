package store

import "time"

// unrecorded stands for the zero time, which means "not recorded". It lies far
// before any instant that can be kept, so that no instant is mistaken for it.
const unrecorded int64 = -1 << 62

// toMicros is the one place where times become numbers: microseconds since 1970,
// UTC.
func toMicros(t time.Time) int64 {
	if t.IsZero() {
		return unrecorded
	}
	return t.UnixMicro()
}

func fromMicros(n int64) time.Time {
	if n == unrecorded {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
