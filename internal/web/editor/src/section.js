// One section: its editor, what of it the server does not have yet, and the line
// that says so.

import { ChangeSet, Compartment, EditorState, Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { collab, getClientID, getSyncedVersion, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { writing, setHints } from "./write.js";
import { keep, left } from "./kept.js";
import { panel } from "./panel.js";

const gather = 50; // keystrokes of so many milliseconds are sent together
const hintPause = 1200;

export class Section {
	constructor(root, { address, user, nonce, lost }) {
		Object.assign(this, { root, address: `${address}/${root.dataset.section}`, lost, readOnly: new Compartment(), place: `${user} ${address} ${root.dataset.section}` });
		const form = root.querySelector("[data-form]"), box = form.querySelector("textarea");
		this.parts = panel(root, { preview: () => this.preview(), back: () => this.view.focus() });
		this.extensions = writing({
			address, nonce, save: () => this.push(),
			labels: { "aria-labelledby": box.getAttribute("aria-labelledby"), "aria-describedby": box.getAttribute("aria-describedby") },
		});
		this.view = new EditorView({ // even an empty one adds styles, which need the nonce
			parent: this.parts.editor, state: EditorState.create({ extensions: EditorView.cspNonce.of(nonce) }), dispatch: (tr, view) => this.change(tr, view),
		});
		const entry = left(this.place);
		this.begin(entry?.text ?? box.value.replace(/\r\n?/g, "\n"), entry?.version ?? Number(root.dataset.version), entry?.clientID);
		if (entry) this.restore(entry);
		form.hidden = true;
		setInterval(() => this.unsent.length && this.keep(), 2000);
	}

	get version() { return getSyncedVersion(this.view.state); }
	get unsent() { return sendableUpdates(this.view.state); }

	// begin shows a text at a version.
	begin(text, version, clientID = crypto.getRandomValues(new Uint32Array(3)).join("-")) {
		const doc = Text.of(text.split("\n"));
		this.agreed = doc;
		this.view.setState(EditorState.create({ doc, extensions: [collab({ startVersion: version, clientID }), this.readOnly.of([]), ...this.extensions] }));
		this.show();
	}

	// restore makes the changes again that an earlier editor could not send.
	restore(entry) {
		try {
			for (const u of entry.updates) this.view.dispatch({ changes: ChangeSet.fromJSON(u) });
		} catch {
			entry.words ??= entry.text;
		}
		if (entry.words) this.apart(entry.words);
	}

	change(tr, view) {
		view.update([tr]);
		if (!tr.docChanged) return;
		this.refused = undefined;
		if (this.unsent.length) {
			clearTimeout(this.soon);
			this.soon = setTimeout(() => this.push(), gather);
		}
		clearTimeout(this.later);
		this.later = setTimeout(() => this.hint(), hintPause);
		this.show();
	}

	// push sends what the server does not have, one request at a time.
	async push() {
		const updates = this.unsent;
		if (this.pushing || this.frozen || this.refused || updates.length === 0) return;
		this.pushing = true;
		this.keep();
		this.show();
		const version = this.version, state = this.view.state;
		const sent = await ask(`${this.address}/updates`, { clientID: getClientID(state), version, changes: updates.map((u) => u.changes.toJSON()) });
		this.pushing = false;
		this.offline = sent.offline;
		if (sent.ok) this.receive(updates.map((u, i) => ({ version: version + i + 1, clientID: u.clientID, changes: u.changes.toJSON() })));
		else if (sent.body?.missing) this.receive(sent.body.missing);
		else if (sent.body?.reset) this.reset(sent.body.reset);
		else if (sent.body?.error) this.refused = sent.body.error;
		this.keep();
		this.show();
		if (!this.refused && this.unsent.length) {
			clearTimeout(this.soon);
			this.soon = setTimeout(() => this.push(), sent.offline ? 3000 : gather);
		}
	}

	// receive takes over updates in their order. What came twice is known already;
	// where one is missing, the stream begins anew from where we are.
	receive(updates) {
		for (const u of updates) {
			if (u.version <= this.version) continue;
			if (u.version > this.version + 1) return this.lost();
			const changes = ChangeSet.fromJSON(u.changes);
			this.agreed = changes.apply(this.agreed);
			this.view.dispatch(receiveUpdates(this.view.state, [{ changes, clientID: u.clientID }]));
		}
		if (this.unsent.length) this.push();
		this.keep();
		this.show();
	}

	// reset begins anew with the server's text. What could not be sent is shown
	// beside it, to be put back by hand.
	reset({ version, text }) {
		const words = this.unsent.length ? this.view.state.doc.toString() : "";
		this.begin(text, version);
		if (words && words !== text) this.apart(words);
	}

	apart(words) {
		this.words = words;
		this.keep();
		this.parts.apart(words, {
			add: () => {
				const end = this.view.state.doc.length;
				this.view.dispatch({ changes: { from: end, insert: (end ? "\n\n" : "") + words } });
			},
			done: () => {
				this.words = undefined;
				this.keep();
				this.view.focus();
			},
		});
	}

	keep(gone) {
		const entry = { clientID: getClientID(this.view.state), version: this.version, text: this.agreed.toString(), updates: this.unsent.map((u) => u.changes.toJSON()), words: this.words, gone };
		this.stored = keep(this.place, entry);
	}

	// leave hands over what is left: to the server if it can be reached, to the next
	// editor in any case.
	leave() {
		this.keep(true);
		const updates = this.unsent;
		if (!updates.length || this.frozen) return;
		const body = JSON.stringify({ clientID: getClientID(this.view.state), version: this.version, changes: updates.map((u) => u.changes.toJSON()) });
		fetch(`${this.address}/updates`, { method: "POST", headers: { "Content-Type": "application/json" }, body, keepalive: true }).catch(() => {}); // it is kept
	}

	// freeze ends writing while the review is in a state that forbids it.
	freeze(state) {
		if (Boolean(state) === Boolean(this.frozen)) return;
		this.frozen = state;
		this.view.dispatch({ effects: this.readOnly.reconfigure(state ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : []) });
		if (!state) this.push();
		this.show();
	}

	async preview() {
		const said = await ask(`${this.address}/preview`, { text: this.view.state.doc.toString() });
		if (said.ok) this.parts.preview(said.body.html, said.body.hints.map((h) => ({ words: this.view.state.sliceDoc(h.from, h.to), text: h.text })));
		else this.parts.preview("", [], said.body?.error ?? "The preview needs a connection to the server.");
	}

	async hint() {
		const doc = this.view.state.doc;
		const said = await ask(`${this.address}/preview`, { text: doc.toString() });
		if (said.ok && this.view.state.doc.eq(doc)) this.view.dispatch({ effects: setHints.of(said.body.hints) });
	}

	// show says how things stand.
	show() {
		const n = this.unsent.length, changes = n === 1 ? "1 change" : `${n} changes`, where = this.stored === false ? "only on this page" : "kept here";
		if (this.frozen) return this.parts.say("frozen", `The review is ${this.frozen}.` + (n ? ` ${changes} could not be sent and are ${where}.` : ""));
		if (this.refused) return this.parts.say("refused", `Not saved: ${this.refused} ${changes} ${where}.`);
		if (n === 0) return this.parts.say("saved", "Saved");
		if (this.offline) return this.parts.say("offline", `${this.offline}: ${changes} ${where}`);
		this.parts.say("saving", "Saving…");
	}
}

// ask posts something. What is not an answer of ours means that there is no way to
// the server, or that nobody is signed in any more.
async function ask(address, body) {
	try {
		const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify(body) });
		if (answer.redirected) return { offline: "Signed out" };
		if (!answer.headers.get("Content-Type")?.startsWith("application/json") || answer.status >= 500 || answer.status === 429) return { offline: "Not saved yet" };
		return { ok: answer.ok, body: await answer.json() };
	} catch {
		return { offline: "Offline" };
	}
}
