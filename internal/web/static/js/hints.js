// While somebody writes, other questions to ask stand beside the text. They block
// nothing, and what cannot be asked just now is not missed.
let waiting;
document.addEventListener("input", (e) => {
	const box = e.target.closest?.("textarea[data-hints]");
	if (!box) return;
	clearTimeout(waiting);
	waiting = setTimeout(() => ask(box), 500);
});

async function ask(box) {
	const place = document.getElementById(box.dataset.hints);
	try {
		const answer = await fetch("/reviews/hints", { method: "POST", body: new URLSearchParams({ text: box.value }) });
		if (!answer.ok || answer.redirected) return;
		const page = new DOMParser().parseFromString(await answer.text(), "text/html");
		place.replaceChildren(...page.body.childNodes);
	} catch {
		// offline: asked again with the next word
	}
}
