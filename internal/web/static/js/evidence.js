// Files are dropped or chosen, and go one after another, each with its progress.
for (const form of document.querySelectorAll("form[data-files]")) {
  const list = form.querySelector("[data-sent]"), input = form.querySelector('input[type="file"]');
  const most = Number(form.dataset.files);
  form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("files-over"); });
  form.addEventListener("dragleave", () => form.classList.remove("files-over"));
  form.addEventListener("drop", (e) => { e.preventDefault(); form.classList.remove("files-over"); send([...e.dataTransfer.files]); });
  form.addEventListener("submit", (e) => { e.preventDefault(); send([...input.files]); });

  async function send(files) {
    let failed = 0;
    const turns = files.map((file) => ({ file, row: line(file) }));
    for (const { file, row } of turns) {
      if (file.size > most) {
        row.say(`is too large: at most ${form.dataset.large}`);
        failed++;
        continue;
      }
      try { await one(file, row); } catch (e) { row.say(e.message); failed++; }
    }
    if (!failed && files.length) location.reload();
    input.value = "";
  }

  function one(file, row) {
    const said = new FormData();
    for (const e of form.elements) if (e.name && e.type !== "file" && e.name !== "form_key") said.append(e.name, e.value);
    said.append("file", file);
    return new Promise((done, fail) => {
      const x = new XMLHttpRequest();
      x.open("POST", form.action);
      x.upload.addEventListener("progress", (e) => e.lengthComputable && row.step(e.loaded / e.total));
      x.addEventListener("load", () => {
        if (x.status === 204) return row.say("added"), done();
        const page = new DOMParser().parseFromString(x.responseText, "text/html");
        fail(new Error(page.querySelector(".said, .errors h2")?.textContent.trim() || (page.querySelector(".outside") ? "you are signed out: sign in in another tab and try again" : `was refused (${x.status})`)));
      });
      x.addEventListener("error", () => fail(new Error("did not arrive: the connection was lost, or it is too large")));
      x.send(said);
    });
  }

  function line(file) {
    const row = document.createElement("li"), name = document.createElement("bdi"), bar = document.createElement("progress"), words = document.createElement("span");
    row.className = "line";
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "Progress of " + file.name);
    words.className = "muted";
    row.append(name, bar, words);
    list.append(row);
    return { step: (share) => { bar.value = share; words.textContent = Math.round(share * 100) + " %"; }, say: (text) => { words.textContent = text; } };
  }
}
