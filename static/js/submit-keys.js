/*
 * <submit-keys> is the hint "or Ctrl + Enter" in a form, and what makes it true; with Shift it skips. It shows itself only
 * with it. A key that is held down counts once, whatever form comes next: it is let go before it counts again.
 */
let isHeld = false;
for (const type of ["keyup", "blur"]) addEventListener(type, ({ key }) => { if (!key || key === "Enter") isHeld = false; });

class SubmitKeys extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.form = this.closest("form");
    this.leaving = new AbortController();
    this.form.addEventListener("keydown", (event) => this.press(event), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  press(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (isHeld || event.repeat) return;
    isHeld = true;
    this.form.querySelector(event.shiftKey ? "[data-skip]" : ".is-primary").click();
  }
}

customElements.define("submit-keys", SubmitKeys);
