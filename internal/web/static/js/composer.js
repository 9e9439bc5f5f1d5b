// The composer of the timeline: Enter adds the line, Shift+Enter begins another,
// and the box grows with what is pasted.
for (const box of document.querySelectorAll("[data-composer]")) {
  const grow = () => { box.rows = Math.min(20, box.value.split("\n").length); };
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !box.value.includes("\n")) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
  grow();
}
