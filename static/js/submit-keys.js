/* <submit-keys> is the hint "or Ctrl + Enter" in a form, and what makes it true; with Shift it skips. It shows itself only with it. */
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
    this.form.querySelector(event.shiftKey ? "[data-skip]" : ".is-primary").click();
  }
}

customElements.define("submit-keys", SubmitKeys);
