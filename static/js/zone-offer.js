/* <zone-offer data-zone> shows itself when the browser is in another time zone; its button chooses that in the select it controls. */
class ZoneOffer extends HTMLElement {
  connectedCallback() {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const button = this.querySelector("button");
    const select = document.getElementById(button?.getAttribute("aria-controls"));
    const isThere = !select || [...select.options].some((option) => option.value === here);
    if (!here || here === this.dataset.zone || !isThere) return;
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

customElements.define("zone-offer", ZoneOffer);
