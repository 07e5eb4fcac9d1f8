/* <submit-keys> is the hint "or Ctrl + Enter" in a form, and what makes it true; it shows itself only with it. */
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
    this.form.requestSubmit(this.form.querySelector(".is-primary"));
  }
}

customElements.define("submit-keys", SubmitKeys);
