// Opens documents beside the chat. One delegated listener, so that it serves whatever the page shows later.
(() => {
  "use strict";
  const COPIED_MS = 1500;
  let opener = null; // what had the focus before a document was opened
  let latest = 0; // number of the newest request: answers to older ones are dropped

  const desk = () => document.getElementById("desk");
  const reader = () => document.getElementById("document");
  const root = () => document.getElementById("masthead").dataset.root;

  function show(pane) {
    desk().dataset.pane = pane;
  }

  async function fetchDocument({ version, start, end }) {
    const span = start === undefined ? "" : `?start=${start}&end=${end}`;
    try {
      const response = await fetch(`${root()}/documents/${version}${span}`);
      return await response.text();
    } catch {
      return '<p class="refused" role="alert">网页服务没有响应。请确认它仍在运行，然后重试</p>';
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

  function close() {
    latest++;
    show(desk().dataset.pane === "document" ? desk().dataset.before : "");
    opener?.focus();
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
    if (event.key === "Escape" && desk().dataset.pane) close();
  });

  // While an answer streams the button rests, and Enter with it; what was typed stays in the box.
  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest("#question");
    if (sends && document.getElementById("send").disabled) event.preventDefault();
  });

  document.documentElement.lang = "zh-CN";
})();
