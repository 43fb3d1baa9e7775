// Whether one sees where the focus is. Injected by test_keyboard.py.
window.focusing = (() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const [TRIES, PAUSE_MS] = [100, 100];
  const unfocused = new WeakMap(); // control -> its look without the focus

  const lookOf = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return `${outlineStyle === "none" ? "" : `${outlineWidth} ${outlineColor}`} ${boxShadow}`;
  };
  // What stands for a field that is invisible or has no border of its own shows its focus.
  const frameOf = (control) => (control.matches("[type=file]") ? control.closest("label") : control.closest("#scope .wrap")) ?? control;
  const shown = (control) => lookOf(frameOf(control));
  const name = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 20);
    return `${element.localName}.${[...element.classList].join(".")} ${element.name ?? ""} “${words}”`;
  };

  // Before a key is pressed: how everything looks that does not have the focus.
  function note() {
    for (const control of document.querySelectorAll(CONTROLS)) {
      if (control !== document.activeElement) unfocused.set(control, shown(control));
    }
  }

  // After it: the control that has the focus and does not look like it, or "".
  function unseen() {
    const control = document.activeElement;
    if (control === document.body) return "nothing has the focus";
    if (control.matches("h2")) return ""; // of what was opened: it stands at the top, and a screen reader begins there
    return shown(control) === (unfocused.get(control) ?? " none") ? `not seen: ${name(control)}` : "";
  }

  // What a key brings may be on its way.
  async function missed() {
    for (let left = TRIES; left && unseen(); left--) await new Promise((wake) => setTimeout(wake, PAUSE_MS));
    return unseen();
  }
  return { note, missed };
})();
