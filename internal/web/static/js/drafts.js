// What is typed into a form is kept in this tab until the form is taken, so that
// a session which ended, a page left by mistake or a server that was away costs
// no words. It is offered, never put in unasked.
const forms = [...document.querySelectorAll('main form[method="post"]:not([data-nodraft])')];
const kept = (f) => [...f.elements].filter((e) => e.name && (e.matches("textarea") || (e.matches("input") && /^(text|search|url|email|number|date)$/.test(e.type))));
const place = (f) => "draft " + location.pathname + " " + new URL(f.action).pathname;
const hold = (what, text) => { try { text === null ? sessionStorage.removeItem(what) : sessionStorage.setItem(what, text); } catch { /* full, or not allowed */ } };
const held = (what) => { try { return JSON.parse(sessionStorage.getItem(what) ?? "null"); } catch { return null; } };

// What was sent is over when a page answers that is no fault and no sign-in page.
const within = document.body.matches(".app");
const sent = held("draft-sent");
if (sent && within && !document.querySelector("main .failed")) hold(sent, null);
hold("draft-sent", null);

for (const form of forms) {
  if (!within || forms.filter((f) => f.action === form.action).length > 1 || kept(form).length === 0) continue;
  const what = place(form);
  const now = () => Object.fromEntries(kept(form).map((e) => [e.name, e.value]));
  const first = now();
  const draft = held(what);
  if (draft && Object.entries(draft).some(([name, value]) => name in first && first[name] !== value)) offer(form, draft, what);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => hold(what, JSON.stringify(now())), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    hold(what, JSON.stringify(now()));
    hold("draft-sent", JSON.stringify(what));
  });
}

document.addEventListener("submit", (e) => {
  if (new URL(e.target.action).pathname === "/sign-out") try { sessionStorage.clear(); } catch { /* not allowed */ }
});

function offer(form, draft, what) {
  const box = document.createElement("div");
  box.className = "notice draft";
  box.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = "You typed something here that was not saved.";
  const button = (text, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button button-small";
    b.textContent = text;
    b.addEventListener("click", () => (act(), box.remove()));
    return b;
  };
  box.append(words,
    button("Put it back", () => {
      for (const e of kept(form)) if (e.name in draft) e.value = draft[e.name];
      form.dispatchEvent(new Event("input", { bubbles: true }));
      kept(form)[0].focus();
    }),
    button("Forget it", () => hold(what, null)));
  form.before(box);
}
