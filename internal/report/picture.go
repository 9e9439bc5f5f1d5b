package report

// picture returns the ribbon of a record; empty until there is something to draw.
func picture(string, Entry, *citer) string { return "" }

func ribbonStyle() string { return "" }
