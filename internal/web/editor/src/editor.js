// The editor of a review's write-up: every section of the page becomes an editor
// that several people write in at once. What is typed is sent as it is typed, and
// kept in the browser until the server has it.

import { Section } from "./section.js";
import { showPeople } from "./people.js";

const page = document.querySelector("[data-writing]");
const address = page.dataset.writing;
const me = crypto.getRandomValues(new Uint32Array(3)).join("-");

const sections = new Map();
for (const root of page.querySelectorAll("[data-section]")) {
	sections.set(root.dataset.section, new Section(root, { address, user: page.dataset.user, nonce: page.dataset.nonce, lost: () => connect(0) }));
}

// The stream: what others write, who is there, whether the review is still open.
let stream, again, pause = 1000;

function connect(wait) {
	stream?.close();
	clearTimeout(again);
	again = setTimeout(() => {
		const versions = new URLSearchParams([...sections].map(([name, s]) => [name, s.version]));
		stream = new EventSource(`${address}/live?${versions}`);
		stream.onopen = () => {
			pause = 1000;
			page.dataset.stream = "live";
			here();
			for (const s of sections.values()) s.push();
		};
		stream.onerror = () => {
			page.dataset.stream = "lost";
			connect((pause = Math.min(pause * 1.5, 15000)));
		};
		const hear = (name, take) => stream.addEventListener(name, (e) => take(JSON.parse(e.data)));
		hear("updates", (e) => sections.get(e.section)?.receive(e.updates));
		hear("reset", (e) => sections.get(e.section)?.reset(e.reset));
		hear("state", (e) => sections.forEach((s) => s.freeze(!e.open && e.state)));
		hear("people", (people) => sections.forEach((s, name) => showPeople(s.root, people.filter((p) => p.clientID !== me && p.section === name))));
	}, wait);
}
connect(0);
addEventListener("online", () => connect(0));

// Where this editor is, for others to see.
const section = () => document.activeElement?.closest("[data-section]")?.dataset.section ?? "";
const presence = (left) => JSON.stringify({ clientID: me, section: left ? "" : section(), left });
let said;

function here() {
	said = section();
	fetch(`${address}/here`, { method: "POST", headers: { "Content-Type": "application/json" }, body: presence(false) }).catch(() => {}); // the stream tells of a lost connection
}
setInterval(here, 10000);
document.addEventListener("focusin", () => section() !== said && here());

addEventListener("pagehide", () => {
	for (const s of sections.values()) s.leave();
	navigator.sendBeacon(`${address}/here`, new Blob([presence(true)], { type: "application/json" }));
	stream?.close();
});
addEventListener("pageshow", (e) => e.persisted && location.reload());
