/*
 * <grid-drawer> around a grid and the place of a drawer, #answers: when htmx has put a drawer there, its row is marked and
 * its heading has the focus; “Close” and Escape put it away, and the focus is where it came from. If the drawer doesn't come, the
 * link leads to a page of its own.
 */
class GridDrawer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.addEventListener("htmx:afterSettle", () => this.arrive());
    this.addEventListener("htmx:sendError", () => this.follow());
    this.addEventListener("htmx:responseError", () => this.follow());
  }

  click(event) {
    const link = event.target.closest("a");
    if (link?.closest("tbody")) this.link = link;
    if (!link || !("close" in link.dataset)) return;
    event.preventDefault();
    this.close();
  }

  arrive() {
    const heading = this.querySelector(".drawer h2");
    if (!heading || heading === this.heading) return;
    this.heading = heading;
    this.unmark();
    this.link?.setAttribute("aria-current", "true");
    this.link?.closest("tr")?.classList.add("is-open");
    heading.focus();
  }

  close() {
    const drawer = this.querySelector(".drawer");
    if (!drawer) return;
    const place = document.createElement("div");
    place.id = drawer.id;
    drawer.replaceWith(place);
    this.unmark();
    this.link?.focus();
  }

  unmark() {
    this.querySelector("tbody [aria-current]")?.removeAttribute("aria-current");
    this.querySelector(".is-open")?.classList.remove("is-open");
  }

  follow() {
    if (this.link) location.assign(this.link.href);
  }
}

customElements.define("grid-drawer", GridDrawer);
