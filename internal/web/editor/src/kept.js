// What the server does not have yet lies in the browser's storage, one entry to an
// editor: the text the server and we last agreed on, and our changes to it.

const alive = 6000; // an editor that still has its entry says so more often

const prefix = (place) => `hindcast-unsent ${place} `;

// keep writes an entry down; nothing unsent removes it.
export function keep(place, entry) {
	const key = prefix(place) + entry.clientID;
	try {
		if (entry.updates.length === 0 && !entry.words) localStorage.removeItem(key);
		else localStorage.setItem(key, JSON.stringify({ ...entry, at: Date.now() }));
		return true;
	} catch {
		return false; // no storage, or none left: the page itself still has everything
	}
}

// left takes over what an editor left behind that is not there any more.
export function left(place) {
	try {
		for (const key of Object.keys(localStorage).filter((k) => k.startsWith(prefix(place)))) {
			const entry = JSON.parse(localStorage.getItem(key));
			if (entry.gone || Date.now() - entry.at > alive) return entry;
		}
	} catch {
		// what cannot be read is as good as not there
	}
	return undefined;
}
