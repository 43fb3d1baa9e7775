// Shows one screen at a time and fills it with fragments, which the server has made and escaped.
// What attributes it knows is told in assistant/web/screens/__init__.py.
import { SILENT, address, fetchAnyway, leaveDocument, loggedOut, refusal } from "./page.js";

const CHAT = "chat";
const BROKEN = "程序出错，没有完成。请重试；仍不行请联系管理员";
const TYPING_MS = 250; // a live form waits so long for the next key
const newest = new WeakMap(); // element -> its newest request: answers to older ones are dropped
const loaded = new WeakSet(); // elements that have been filled from their data-load

const within = (element, selector) => [...element.querySelectorAll(selector)];
const isFragment = (response) => response.headers.get("content-type")?.startsWith("text/html");

// --- fragments -----------------------------------------------------------------------------------------------------

export async function ask(path, options = {}) {
  try {
    const keeps = options.method === "POST"; // what was typed
    const response = await (keeps ? fetchAnyway : fetch)(address(path), options);
    if (keeps && response.status === 401) return { ok: false, html: loggedOut() };
    if (isFragment(response)) return { ok: response.ok, html: await response.text() };
    return { ok: false, html: refusal(await reason(response)) };
  } catch {
    return { ok: false, html: refusal(SILENT) };
  }
}

// Why a request was turned away before it came to one of our fragments: by the log-in, or by a fault of the program.
export async function reason(response) {
  const plain = response.headers.get("content-type")?.startsWith("text/plain");
  return plain && response.status < 500 ? response.text() : BROKEN;
}

export async function load(element, path = queried(element)) {
  const answer = await latest(element, ask(path));
  if (!answer) return;
  if (answer.ok) loaded.add(element);
  const focused = focusIn(element);
  fill(element, answer.html);
  if (focused) (focused() ?? firstIn(element))?.focus();
}

function queried(element) {
  const form = element.dataset.with && document.querySelector(element.dataset.with);
  return form ? `${element.dataset.load}?${query(form)}` : element.dataset.load;
}

const query = (form) => new URLSearchParams(new FormData(form));

// What was asked for, or nothing if something else was asked for in its place meanwhile.
async function latest(element, asked) {
  newest.set(element, asked);
  element.setAttribute("aria-busy", "true");
  if (!element.childElementCount) element.innerHTML = '<p class="hint loading">正在载入…</p>';
  const answer = await asked;
  if (newest.get(element) !== asked) return undefined;
  element.removeAttribute("aria-busy");
  return answer;
}

// What is still on its way to an element, and older than what is there now, never arrives.
function drop(element) {
  newest.delete(element);
  element.removeAttribute("aria-busy");
}

export function fill(element, html) {
  element.innerHTML = html;
  within(element, "[data-load]").forEach((inner) => load(inner));
  within(element, "[data-refresh]:not([data-job])").forEach((inner) => refresh(inner.dataset.refresh));
  const again = element.querySelector("[data-again]");
  if (again) followUp(element, Number(again.dataset.again));
  element.dispatchEvent(new CustomEvent("filled", { bubbles: true }));
}

function followUp(element, delay) {
  const asked = newest.get(element);
  setTimeout(() => element.isConnected && newest.get(element) === asked && load(element), delay);
}

export function refresh(selectors) {
  for (const element of document.querySelectorAll(selectors)) {
    if (element.matches("button")) element.click();
    else if (loaded.has(element) && element.dataset.load) load(element);
  }
}

// --- forms ---------------------------------------------------------------------------------------------------------

function send(form, button) {
  return form.method === "get" ? look(form) : change(form, button);
}

async function look(form) {
  const into = document.querySelector(form.dataset.into);
  const answer = await latest(into, ask(`${form.getAttribute("action")}?${query(form)}`));
  if (answer) put(into, answer.html);
}

async function change(form, button) {
  if (form.hasAttribute("aria-busy")) return; // a second click while the first one works
  form.setAttribute("aria-busy", "true");
  form.querySelector(":scope > .refused")?.remove();
  const answer = await ask(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
  form.removeAttribute("aria-busy");
  if (!answer.ok) return form.insertAdjacentHTML("beforeend", answer.html);
  const into = document.querySelector(form.dataset.into);
  drop(into);
  put(into, answer.html);
}

// Fill a place from which a form was sent, without losing those who work by keyboard.
function put(into, html) {
  const focused = focusIn(into);
  fill(into, html);
  if (focused) (into.querySelector('[tabindex="-1"]') ?? focused() ?? firstIn(into))?.focus();
}

const firstIn = (place) => place.querySelector('[tabindex="-1"], button, a, input');

// Finds the control that has the focus again once its place is filled anew, wherever there it then stands.
function focusIn(place) {
  const focused = document.activeElement;
  if (!place.contains(focused)) return undefined;
  const { selectionStart, selectionEnd } = focused;
  return () => {
    const again = within(place, focused.localName).find((each) => isSame(each, focused));
    if (again && selectionStart !== undefined && selectionStart !== null) again.setSelectionRange(selectionStart, selectionEnd);
    return again;
  };
}

// Controls are told apart by what they do: to which address their form goes, and what they are there.
const MARKS = ["name", "href", "data-version", "data-start", "data-trace", "data-jump"];
const NAMESAKES = "button, [type=checkbox], [type=radio]"; // several may have one name

function marksOf(control) {
  const value = control.matches(NAMESAKES) ? control.value : "";
  return [control.form?.getAttribute("action"), value, ...MARKS.map((mark) => control.getAttribute(mark))];
}

function isSame(one, other) {
  const [marks, others] = [marksOf(one), marksOf(other)];
  return marks.some(Boolean) && marks.every((mark, at) => mark === others[at]);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-into]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

// Whoever writes into a form that is being loaded again keeps what they wrote; a place that follows some work goes on.
document.addEventListener("input", (event) => {
  for (let place = event.target; (place = place.parentElement?.closest("[data-load][aria-busy]")); )
    if (!place.querySelector("[data-again]")) drop(place);
});

let typing;
function changed(event) {
  const form = event.target.closest?.("form[data-live]");
  if (!form || event.isComposing) return; // an input method is not done with the word
  clearTimeout(typing);
  typing = setTimeout(() => form.requestSubmit(), TYPING_MS);
}
document.addEventListener("input", changed);
document.addEventListener("compositionend", changed);

// --- navigation ----------------------------------------------------------------------------------------------------

const links = () => within(document.getElementById("masthead"), "nav a");
const sectionOf = (name) => document.getElementById(`screen-${name}`);

function place() {
  const [, name, at] = location.hash.match(/^#(\w+)(?:\/([\w-]+))?$/) ?? [];
  return sectionOf(name) ? { name, at: at ?? "" } : { name: CHAT, at: "" };
}

function navigate() {
  const desk = document.getElementById("desk");
  const { name, at } = place();
  if (desk.dataset.screen !== name) leaveDocument();
  desk.dataset.screen = name;
  within(document, ".screen").forEach((section) => (section.hidden = section !== sectionOf(name)));
  for (const link of links()) {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (name !== CHAT) enter(sectionOf(name), at);
}

async function enter(section, at) {
  const left = section.dataset.at;
  section.dataset.at = at;
  const detail = section.querySelector("[data-detail]");
  if (at) return enterDetail(detail, at);
  if (detail) leave(detail);
  const due = within(section, "[data-load]").filter((one) => !loaded.has(one) || one.hasAttribute("data-fresh"));
  await Promise.all(due.map((element) => load(element)));
  if (left && document.activeElement === document.body) section.querySelector(`a[href$="/${left}"]`)?.focus();
}

function leave(detail) {
  detail.replaceChildren();
  detail.removeAttribute("data-load");
  drop(detail);
}

async function enterDetail(detail, at) {
  detail.replaceChildren();
  detail.dataset.load = detail.dataset.detail + at;
  await load(detail);
  detail.querySelector('h2[tabindex="-1"]')?.focus();
}

// Not the browser's own jump: Gradio's <base> would turn it into a new page where the address has a query.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = link.hash;
});

window.addEventListener("hashchange", navigate);
document.addEventListener("answered", () => refresh("#chats-list")); // said by 问答

// Gradio draws the page after this script has run.
function whenDrawn(act) {
  const drawn = () => document.querySelector(".screen") && document.getElementById("chats-list");
  if (drawn()) return act();
  const watch = new MutationObserver(() => {
    if (!drawn()) return;
    watch.disconnect();
    act();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
}

whenDrawn(() => {
  within(document, "#masthead [data-load], #chats-list").forEach((element) => load(element));
  navigate();
});
