// Opens documents beside a screen. One delegated listener, so that it serves whatever the page shows later.
const COPIED_MS = 1500;
let opener = null; // what had the focus before a document was opened
let latest = 0; // number of the newest request: answers to older ones are dropped

const desk = () => document.getElementById("desk");
const reader = () => document.getElementById("document");
const root = () => document.getElementById("masthead").dataset.root;

const GONE = "服务已停止或网络不通";
export const SILENT = `${GONE}。请稍后重试；仍不行请联系管理员`;

// A path of ours as the browser must ask for it, behind a reverse proxy too.
export const address = (path) => root() + path;

function refused(...words) {
  const line = Object.assign(document.createElement("p"), { className: "refused" });
  line.setAttribute("role", "alert");
  line.append(...words);
  return line;
}

export const refusal = (words) => refused(words).outerHTML;

// --- a session that has ended --------------------------------------------------------------------------------------

// The log-in page, from which one comes back to this place.
const logIn = () => address("/login") + location.hash;

// Below what was typed and sent: it stays, so the log-in has a page of its own.
export function loggedOut(undone = "这一步没有完成", then = "再回到本页重试；填写的内容还在") {
  const link = Object.assign(document.createElement("a"), { href: logIn(), target: "_blank", textContent: "重新登录" });
  return refused(`登录已失效，${undone}。请`, link, `，${then}`).outerHTML;
}

// --- what is asked of the server -----------------------------------------------------------------------------------

const IN_ITS_PLACE = new Set([502, 503, 504]); // what a reverse proxy says for it
const throughBrowser = window.fetch.bind(window);

// For those who themselves tell of a session that has ended.
export async function fetchAnyway(...request) {
  const response = await throughBrowser(...request);
  if (IN_ITS_PLACE.has(response.status)) throw new TypeError(`no server behind the proxy: ${response.status}`);
  return response;
}

// Whatever else is asked for, by Gradio too, leads to the log-in page then.
window.fetch = async (...request) => {
  try {
    const response = await fetchAnyway(...request);
    if (response.status === 401) location.assign(logIn());
    return response;
  } catch (fault) {
    const isGradios = String(request[0]?.url ?? request[0]).includes("/gradio_api/");
    if (isGradios && fault instanceof TypeError) tellOfSilence(); // not where a request was only given up
    throw fault;
  }
};

// On 问答, where Gradio would say it in English. It asks on until there is a server again, and then loads the page anew.
function tellOfSilence() {
  if (document.querySelector("#chat > .refused")) return;
  document.getElementById("scope")?.before(refused(`${GONE}。恢复后本页会自动刷新，写好的问题还在；久等不行请联系管理员`));
}

// --- a question that is typed and not yet sent -----------------------------------------------------------------------

const box = () => document.querySelector("#question textarea");
const asker = () => document.querySelector("#account [data-name]")?.dataset.name ?? "";

// It outlives the page: a log-in, a server that starts anew.
window.addEventListener("pagehide", () => {
  if (box()?.value) sessionStorage.setItem("question", JSON.stringify({ asker: asker(), words: box().value }));
});

// Who asks is known once the page has been told.
const introduced = new Promise((told) => {
  document.addEventListener("filled", ({ target }) => target.id === "account" && told());
});

// What to put back into the box, for the same person; Gradio asks once, when it has made the box (assistant/web/chat.py).
export async function unsent() {
  await introduced;
  const kept = JSON.parse(sessionStorage.getItem("question"));
  sessionStorage.removeItem("question"); // another one's is not kept either
  return box()?.value || (kept?.asker === asker() ? kept.words : "");
}

// --- panes ---------------------------------------------------------------------------------------------------------

function show(pane) {
  desk().dataset.pane = pane;
}

async function fetchDocument({ version, start, end }) {
  const span = start === undefined ? "" : `?start=${start}&end=${end}`;
  try {
    const response = await fetch(address(`/documents/${version}${span}`));
    return await response.text();
  } catch {
    return refusal(SILENT);
  }
}

async function open(button) {
  const request = ++latest;
  const html = await fetchDocument(button.dataset);
  if (request !== latest) return;
  if (!reader().contains(button)) remember(button);
  reader().innerHTML = html; // escaped by the server, character by character
  if (desk().dataset.pane !== "document") desk().dataset.before = desk().dataset.pane ?? "";
  show("document");
  reader().querySelector("h2")?.focus({ preventScroll: true });
  reader().querySelector("mark")?.scrollIntoView({ block: "center" });
}

function remember(button) {
  opener?.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  opener = button;
}

export function close() {
  latest++;
  show(desk().dataset.pane === "document" ? desk().dataset.before : "");
  opener?.focus();
}

// Another screen begins without a document, also without one that is still on its way.
export function leaveDocument() {
  latest++;
  if (desk().dataset.pane) close();
}

async function copy(button) {
  const words = button.dataset.copy;
  if (navigator.clipboard) await navigator.clipboard.writeText(words);
  else copyWithoutClipboard(words);
  const label = button.textContent;
  button.textContent = "已复制";
  setTimeout(() => (button.textContent = label), COPIED_MS);
}

// Browsers offer navigator.clipboard on https and localhost only; an office's intranet is often plain http.
function copyWithoutClipboard(words) {
  const area = document.createElement("textarea");
  area.value = words;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-version], [data-copy], [data-close], [data-show]");
  if (!button) return;
  if (button.dataset.version) open(button);
  else if (button.dataset.copy) copy(button);
  else if (button.dataset.show) show(button.dataset.show);
  else close();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && desk()?.dataset.pane) close();
});

// While an answer streams the button rests, and Enter with it; what was typed stays in the box.
document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest("#question");
  if (sends && document.getElementById("send").disabled) event.preventDefault();
});

document.documentElement.lang = "zh-CN";
