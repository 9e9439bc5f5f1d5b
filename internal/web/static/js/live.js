// An open page follows changes made elsewhere: when one concerns what it shows, it
// reads itself anew from its own address and takes over what is different.

const told = (name) => document.querySelector(`meta[name="hindcast-${name}"]`)?.content;
const what = document.body.dataset.live; // an incident, "*" for every change, nothing
const pulse = document.querySelector("[data-live-pulse]"), aloud = document.querySelector("[data-live-status]");
const pause = 250; // at most four readings a second

let head = Number(told("head")), wanted = false, reading = false, read = 0, live, ended = false, updated = 0;

if (what && pulse) start();
else if (document.querySelector("#bell")) glance();

// glance keeps the bell of a page that follows nothing, such as a form: it is read
// anew when somebody comes back to the tab. A stream for the bell alone would hold
// a connection for each such tab where workers are not shared, and the page would
// be read for every change of anything.
function glance() {
	document.addEventListener("visibilitychange", async () => {
		if (document.hidden) return;
		try {
			const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
			const bell = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#bell");
			if (bell) document.querySelector("#bell").replaceWith(bell);
		} catch {} // out of reach: the count stays as it was
	});
}

async function start() {
	const { morph } = await import(told("morph"));
	const concerns = (c) => c.reset || what === "*" || c.incident === what;
	const hear = (c) => {
		if ("live" in c) connection(c.live);
		else if (c.number > head && concerns(c)) wanted = true;
		renew();
	};

	// renew reads the page, now or when it may: one reading at a time, not while
	// nobody looks.
	async function renew() {
		if (!wanted || reading || ended || document.hidden) return;
		reading = true;
		await new Promise((done) => setTimeout(done, Math.max(0, read + pause - Date.now())));
		wanted = false;
		read = Date.now();
		try {
			const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
			if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return end("You are signed out. Reload the page to sign in.");
			if (answer.status >= 500) throw new Error(answer.statusText);
			take(new DOMParser().parseFromString(await answer.text(), "text/html"));
		} catch {
			wanted = true; // what is out of reach now is tried again, as soon as the stream is back
			read = Date.now() + 2000;
		} finally {
			reading = false;
		}
		if (wanted && live) renew();
	}

	// take shows what another reading of the page says. Refusals are pages too.
	function take(page) {
		const main = page.querySelector("main#main");
		if (!main) return;
		head = Number(page.querySelector('meta[name="hindcast-head"]')?.content ?? head);
		document.title = page.title;
		morph(document.querySelector("main#main"), main);
		const bell = page.querySelector("#bell");
		if (bell) morph(document.querySelector("#bell"), bell);
		updated = Date.now();
		show();
		document.dispatchEvent(new CustomEvent("hindcast:updated"));
	}

	listen(hear);
	document.addEventListener("visibilitychange", renew);
	setInterval(show, 1000);
}

// listen hears the stream that all tabs of the browser share. A browser without
// shared workers has one for each tab that is looked at.
async function listen(hear) {
	const worker = told("worker");
	if (window.SharedWorker) {
		const port = new SharedWorker(worker, { type: "module", name: "hindcast" }).port;
		const join = () => port.postMessage({ after: head });
		port.onmessage = (e) => hear(e.data);
		addEventListener("pagehide", () => port.postMessage({ leave: true }));
		addEventListener("pageshow", (e) => e.persisted && join());
		return join();
	}
	const { follow } = await import(worker);
	let stop;
	const look = () => {
		stop?.();
		stop = document.hidden ? undefined : follow(head, hear);
	};
	document.addEventListener("visibilitychange", look);
	look();
}

let late;

// connection says aloud that the stream is lost, when it is for longer than a
// moment, and that it is back.
function connection(now) {
	if (ended || now === live) return;
	clearTimeout(late);
	if (now) {
		if (aloud.textContent) {
			say("Connected again.");
			late = setTimeout(() => say(""), 3000);
		}
	} else {
		late = setTimeout(() => say("Reconnecting… This page may be out of date."), 2000);
	}
	live = now;
	document.documentElement.dataset.connection = now ? "live" : "lost";
	show();
}

function end(why) {
	ended = true;
	say(why);
	show();
}

function say(words) { aloud.textContent = words; }

// show keeps the quiet line up to date.
function show() {
	if (ended || live === undefined) return void (pulse.textContent = "");
	const age = Math.round((Date.now() - updated) / 1000);
	const ago = !updated ? "" : age < 1 ? " · updated just now" : age < 60 ? ` · updated ${age} s ago` : ` · updated ${Math.floor(age / 60)} min ago`;
	const words = (live ? "Live" : "Reconnecting…") + ago;
	if (pulse.textContent !== words) pulse.textContent = words;
}
