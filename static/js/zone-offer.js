/* <zone-offer data-zone> shows itself when the browser is in another time zone; its button chooses that in the select it controls. */
class ZoneOffer extends HTMLElement {
  connectedCallback() {
    const here = zone();
    const button = this.querySelector("button");
    const select = document.getElementById(button?.getAttribute("aria-controls"));
    const isThere = !select || [...select.options].some((option) => option.value === here);
    if (!here || here === zone(this.dataset.zone) || !isThere) return;
    this.querySelector("[data-browser]").textContent = here.replaceAll("_", " ");
    button?.addEventListener("click", () => this.choose(select, here));
    this.hidden = false;
  }

  choose(select, zone) {
    select.value = zone;
    select.focus();
    this.hidden = true;
  }
}

/* The browser's own zone, or the name it has for another. */
function zone(timeZone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return timeZone;
  }
}

customElements.define("zone-offer", ZoneOffer);
