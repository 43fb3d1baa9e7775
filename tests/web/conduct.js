// What is wrong with how the page stands in the browser, as lines of text. Injected by test_conduct.py.
window.conduct = (() => {
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const name = (element) => {
    const words = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 20);
    return `${element.localName}.${[...element.classList].join(".")} “${words}”`;
  };
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !hidden(element);
  // For screen readers alone, or what Enter presses.
  const hidden = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width <= 1 || height <= 1 || clipped(element);
  };
  const clipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
  const each = (selector, test) => [...scene().querySelectorAll(selector)].filter(shown).flatMap(test);

  // On a phone the document lies over everything else.
  function scene() {
    const side = document.getElementById("side");
    const isOver = side?.checkVisibility() && getComputedStyle(side).position === "fixed";
    return isOver ? side : document.body;
  }

  // --- does it fit ---------------------------------------------------------------------------------------------------

  function widerThanItsPlace(element) {
    const { overflowX, display } = getComputedStyle(element);
    const spare = element.clientWidth - element.scrollWidth;
    const isPlace = display !== "inline" && element.clientWidth > 0 && !element.matches("input, select, textarea");
    const mayScroll = element.matches(".scroll"); // wide tables
    return isPlace && spare < -1 && overflowX !== "visible" && !mayScroll ? [`cut off: ${name(element)}`] : [];
  }

  function outOfReach(control) {
    control.scrollIntoView({ block: "center", inline: "center" });
    const { left, right, top, bottom } = control.getClientRects()[0];
    const middle = (top + bottom) / 2;
    const points = [left + 3, (left + right) / 2, right - 3];
    const covering = points.map((x) => document.elementFromPoint(x, middle)).find((found) => !belongs(found, control));
    return covering === undefined ? [] : [`out of reach: ${name(control)} under ${covering && name(covering)}`];
  }

  const belongs = (found, control) =>
    found && (control.contains(found) || found.contains(control) || found.closest("label")?.contains(control));

  function misfits() {
    const { scrollWidth, clientWidth } = document.scrollingElement;
    const page = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : [];
    return [...page, ...each("*", widerThanItsPlace), ...each(CONTROLS, outOfReach)];
  }

  // --- can it be read ------------------------------------------------------------------------------------------------

  const channels = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, alpha, below) => below.map((value, at) => top[at] * alpha + value * (1 - alpha));
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

  function ground(element) {
    const below = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    const { rgb, alpha } = channels(getComputedStyle(element).backgroundColor);
    return over(rgb, alpha, below);
  }

  const opacity = (element) => (element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1);

  function contrast(element, colour) {
    const behind = ground(element);
    const { rgb, alpha } = channels(colour);
    const [light, dark] = [over(rgb, alpha * opacity(element), behind), behind].map(luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }

  function unreadable(element) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isField = element.matches("input:not([type=file], [type=checkbox], [type=radio]), select, textarea");
    if (!(hasText || isField) || element.matches(":disabled, script, style, option") || opacity(element) === 0) return [];
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [size, isBold] = [parseFloat(fontSize), Number(fontWeight) >= 700];
    const least = size >= 24 || (isBold && size >= 18.66) ? 3 : 4.5;
    const hint = isField && element.placeholder ? [getComputedStyle(element, "::placeholder").color] : [];
    return [color, ...hint]
      .map((colour) => contrast(element, colour))
      .filter((ratio) => ratio < least)
      .map((ratio) => `${ratio.toFixed(2)}: ${name(element)}`);
  }

  const illegible = () => [...new Set(each("*", unreadable))];

  return { misfits, illegible };
})();
