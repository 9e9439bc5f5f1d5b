// One stream of changes for all tabs of a browser. As a shared worker it keeps the
// stream and tells the pages; where there are none, a page imports follow itself.

// follow keeps a stream open from a number on. say is told of changes
// {number, incident}, of resets {number, reset}, and of the connection {live}.
export function follow(after, say) {
	let source, again, wait = 0;
	const open = () => {
		source = new EventSource("/live?after=" + after);
		source.onopen = () => { wait = 0; say({ live: true }); };
		source.addEventListener("change", (e) => {
			after = Number(e.lastEventId);
			say({ number: after, incident: JSON.parse(e.data).incident ?? "" });
		});
		source.addEventListener("reset", (e) => {
			after = Number(e.lastEventId);
			say({ number: after, reset: true });
		});
		source.onerror = () => {
			say({ live: false });
			if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
			wait = Math.min(30000, wait * 2 || 1000);
			again = setTimeout(open, wait);
		};
	};
	open();
	return () => { clearTimeout(again); source.close(); };
}

// share keeps the stream for the pages that connect. A page says the number it
// was read at, and hears what came after it.
function share() {
	const pages = new Set(), heard = [], kept = 1000;
	let stop, live, complete = 0; // complete: everything after this number is among heard
	const tell = (page, what) => page.postMessage(what);
	const say = (what) => {
		if ("live" in what) live = what.live;
		else if (what.reset) complete = what.number;
		else {
			heard.push(what);
			if (heard.length > kept) complete = heard.shift().number;
		}
		for (const page of pages) tell(page, what);
	};
	const leave = (page) => {
		pages.delete(page);
		if (pages.size === 0 && stop) { stop(); stop = live = undefined; heard.length = 0; }
	};
	self.onconnect = (e) => {
		const page = e.ports[0];
		page.onclose = () => leave(page);
		page.onmessage = ({ data }) => {
			if (data.leave) return leave(page);
			pages.add(page);
			if (!stop) {
				complete = data.after;
				stop = follow(data.after, say);
			} else if (data.after < complete) tell(page, { number: complete, reset: true });
			else heard.filter((c) => c.number > data.after).forEach((c) => tell(page, c));
			if (live !== undefined) tell(page, { live });
		};
	};
}

if (typeof SharedWorkerGlobalScope !== "undefined") share();
