/*
 * <grid-drawer> around a grid and the place of a drawer, #answers: when htmx has put a drawer there, its row is marked and
 * its heading has the focus, and the page stays where it is if that is in sight; “Close” and Escape put it away, and the
 * focus is where it came from, or on the grid if that doesn't show the row any more. What doesn't come, drawer or grid, is
 * gone to as a page.
 */
class GridDrawer extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.addEventListener("htmx:afterSettle", () => this.arrive());
    this.addEventListener("htmx:sendError", ({ target }) => this.follow(target));
    this.addEventListener("htmx:responseError", ({ target }) => this.follow(target));
  }

  click(event) {
    const link = event.target.closest("a");
    if (link?.closest("tbody")) this.href = link.href;
    if (!link || !("close" in link.dataset)) return;
    event.preventDefault();
    this.close();
  }

  /* Where the drawer came from; the grid may be another by now. */
  get link() {
    return [...this.querySelectorAll("tbody a")].find(({ href }) => href === this.href);
  }

  arrive() {
    const heading = this.querySelector(".drawer h2");
    if (!heading) return;
    this.unmark();
    this.link?.setAttribute("aria-current", "true");
    this.link?.closest("tr").classList.add("is-open");
    if (heading === this.heading) return;
    this.heading = heading;
    const { top, bottom } = heading.getBoundingClientRect();
    heading.focus({ preventScroll: true });
    if (top < 0 || bottom > innerHeight) heading.scrollIntoView();
  }

  close() {
    const drawer = this.querySelector(".drawer");
    if (!drawer) return;
    const place = document.createElement("div");
    place.id = drawer.id;
    drawer.replaceWith(place);
    this.unmark();
    (this.link ?? this.querySelector("#grid-name")).focus();
  }

  unmark() {
    this.querySelector("tbody [aria-current]")?.removeAttribute("aria-current");
    this.querySelector(".is-open")?.classList.remove("is-open");
  }

  follow(sender) {
    if (sender.href) location.assign(sender.href);
    else sender.submit?.();
  }
}

customElements.define("grid-drawer", GridDrawer);
