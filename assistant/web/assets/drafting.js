// The screen 起草: forms that save while one types, files that come back, what unfolds below a sentence, ways to a place.
import { ask, fill, refresh } from "./screens.js";
import { address } from "./page.js";

const TYPING_MS = 400;
const waiting = new Map(); // form -> the timer of what is typed and not yet sent
const underway = new Map(); // form -> the promise of what is being saved of it
const again = new WeakSet(); // forms that were changed while they were being saved

const screen = () => document.getElementById("screen-drafting");
const body = (form) => new URLSearchParams(new FormData(form));

// --- forms that save as one goes -------------------------------------------------------------------------------------

function touched(event) {
  const form = event.target.closest?.("form[data-keep]");
  if (!form || event.isComposing) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), TYPING_MS));
}

function save(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  if (underway.has(form)) again.add(form);
  else underway.set(form, sent(form));
  return underway.get(form);
}

async function sent(form) {
  form.setAttribute("aria-busy", "true");
  do {
    again.delete(form);
    const answer = await ask(form.getAttribute("action"), { method: "POST", body: body(form) });
    const into = document.querySelector(form.dataset.into);
    if (into) fill(into, answer.html);
  } while (again.has(form));
  form.removeAttribute("aria-busy");
  underway.delete(form);
}

// Before a place is drawn anew, what was typed there is saved: it would be drawn as it was.
document.addEventListener(
  "submit",
  async (event) => {
    const { target: form, submitter } = event;
    const place = form.dataset.into && document.querySelector(form.dataset.into);
    const unsaved = [...waiting.keys(), ...underway.keys()].filter((each) => place?.contains(each));
    if (!unsaved.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await Promise.all(unsaved.map((each) => (waiting.has(each) ? save(each) : underway.get(each))));
    if (form.isConnected) form.requestSubmit(submitter);
  },
  true,
);

// What is typed in the last moment before the page goes is sent behind its back.
function saveAll() {
  for (const [form, timer] of waiting) {
    clearTimeout(timer);
    fetch(address(form.getAttribute("action")), { method: "POST", body: body(form), keepalive: true });
  }
  waiting.clear();
}

document.addEventListener("input", touched);
document.addEventListener("compositionend", touched);
window.addEventListener("pagehide", saveAll);
window.addEventListener("hashchange", saveAll);
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-keep]")) return;
  event.preventDefault();
  save(event.target);
});

// --- files that come back --------------------------------------------------------------------------------------------

document.addEventListener("change", async (event) => {
  const form = event.target.closest?.("form[data-send]");
  if (!form || !event.target.files?.length || form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  form.querySelector(":scope > .refused")?.remove();
  const answer = await ask(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
  form.removeAttribute("aria-busy");
  event.target.value = ""; // so that the same file can be chosen again
  if (answer.ok) fill(document.querySelector(form.dataset.into), answer.html);
  else form.insertAdjacentHTML("beforeend", answer.html);
});

// --- what is typed and not yet sent ----------------------------------------------------------------------------------

const rewriting = (form) => `rewriting ${form.getAttribute("action")}`;

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form.rewriting");
  if (form && target.name === "text") sessionStorage.setItem(rewriting(form), target.value);
});

document.addEventListener("submit", ({ target }) => {
  if (target.matches("form.rewriting")) sessionStorage.removeItem(rewriting(target));
  // A new instruction takes the place of what an older one would change, also where it is refused.
  if (target.matches("form.revising")) document.querySelector(target.dataset.into).replaceChildren();
}, true);

// Put back for who has left in the middle and opens the item again.
function restore(into) {
  const form = into.querySelector("form.rewriting");
  const kept = form && sessionStorage.getItem(rewriting(form));
  if (kept) form.querySelector("[name=text]").value = kept;
}

// --- below a sentence, and to a place --------------------------------------------------------------------------------

async function unfold(opener) {
  const into = document.querySelector(opener.dataset.into);
  const shown = into.dataset.of === opener.dataset.trace;
  fold(into);
  if (shown) return;
  into.dataset.of = opener.dataset.trace;
  opener.setAttribute("aria-expanded", "true");
  const answer = await ask(opener.dataset.trace);
  if (into.dataset.of !== opener.dataset.trace) return;
  fill(into, answer.html);
  restore(into);
  into.querySelector("textarea, input[name=instruction]")?.focus();
}

function giveUp(button) {
  const form = button.closest("form.rewriting");
  if (form) sessionStorage.removeItem(rewriting(form));
  fold(button.closest(".trace"))?.focus();
}

function fold(into) {
  const opener = openerOf(into);
  into.replaceChildren();
  delete into.dataset.of;
  opener?.removeAttribute("aria-expanded");
  return opener;
}

const openerOf = (into) => screen().querySelector(`[data-into="#${into.id}"][aria-expanded]`);

function jump(id) {
  const place = document.getElementById(id);
  if (!place) return;
  screen().querySelectorAll(".here").forEach((element) => element.classList.remove("here"));
  place.classList.add("here");
  place.tabIndex = -1;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const found = event.target.closest?.("[data-trace], [data-untrace], [data-jump]");
  if (!found || !screen().contains(found)) return;
  if (found.dataset.trace) unfold(found);
  else if (found.dataset.jump) jump(found.dataset.jump);
  else giveUp(found);
});

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.('[data-trace][role="button"]') || !["Enter", " "].includes(event.key)) return;
  event.preventDefault();
  unfold(event.target);
});

document.addEventListener("filled", (event) => {
  const place = event.target.querySelector("[data-goto]")?.dataset.goto;
  if (place) location.hash = place;
  if (place) refresh("#drafting-home");
});
