// Keeps the sum on the booking page up to date while someone changes the form. Without it, “Work out the total” does the same.
"use strict";
(() => {
  const form = document.querySelector("form.sheet");
  if (!form) return;
  const watched = new Set(["ticket", "quantity", "code", "settlement"]);
  const parts = ["#sum", "#shown", "#code-said", "#bar-sum", ".wide-only", ".bar .button"];
  let latest = 0;

  async function refresh() {
    const turn = ++latest;
    const data = new FormData(form);
    data.set("refresh", "1");
    const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
    if (!answer.ok || turn !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const [old, fresh] = [form.querySelector(part), page.querySelector(part)];
      if (old && fresh) old.replaceWith(fresh);
    }
  }

  form.addEventListener("change", (event) => {
    if (watched.has(event.target.name)) refresh().catch(() => {});
  });
})();
