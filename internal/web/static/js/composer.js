// The composer of the timeline: Enter adds the line, Shift+Enter begins another,
// the box grows with what is pasted, and what is typed stands below as it is read.
for (const box of document.querySelectorAll("[data-composer]")) {
  const said = box.form.querySelector("[data-read]");
  let waiting, asked = 0;
  const grow = () => { box.rows = Math.min(20, box.value.split("\n").length); };
  const read = async () => {
    const turn = ++asked;
    if (!box.value.trim()) return said.replaceChildren();
    try {
      const answer = await fetch(box.dataset.composer, { method: "POST", body: new URLSearchParams(new FormData(box.form)) });
      const page = answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
      if (turn === asked) said.replaceChildren(...(page?.body.childNodes ?? []));
    } catch {
      if (turn === asked) said.replaceChildren(); // Enter will tell
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(read, 250);
  };
  box.form.addEventListener("input", () => (grow(), soon()));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !box.value.includes("\n")) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
  grow();
  if (box.value) soon();
}
