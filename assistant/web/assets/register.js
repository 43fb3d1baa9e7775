// Keeps the conditions of a list in the address, so that reload, history and a copied link find it again.
document.addEventListener("filled", ({ target }) => {
  const result = target.matches("#screen-register [data-found]") && target.querySelector("[data-place]");
  if (result && target.checkVisibility())
    history.replaceState(null, "", `${location.pathname}${location.search}#${result.dataset.place}`);
});
