// Finds operations by words, and opens the one that an address names.
const field = document.querySelector("#find");
const operations = [...document.querySelectorAll("details[data-words]")];
const found = document.querySelector("search output");
const none = document.querySelector(".none");

function narrow() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let left = 0;
  for (const o of operations) {
    const text = o.dataset.words + " " + (words.length ? o.textContent.toLowerCase() : "");
    o.hidden = !words.every((w) => text.includes(w));
    left += o.hidden ? 0 : 1;
  }
  for (const s of document.querySelectorAll("main section")) {
    const here = s.querySelectorAll("details").length > 0;
    s.hidden = here ? !s.querySelector("details:not([hidden])") : words.length > 0;
  }
  found.value = words.length ? `${left} of ${operations.length}` : "";
  none.hidden = left > 0;
}

function show() {
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) {
    named.open = true;
    named.scrollIntoView();
  }
}

field.addEventListener("input", narrow);
addEventListener("hashchange", () => { field.value = ""; narrow(); show(); });
addEventListener("toggle", (e) => { if (e.target.open && e.target.id) history.replaceState(null, "", "#" + e.target.id); }, true);
addEventListener("keydown", (e) => {
  if (e.key === "/" && e.target.closest("input, textarea") === null) { e.preventDefault(); field.focus(); }
  if (e.key === "Escape" && e.target === field) { field.value = ""; narrow(); }
});
show();
