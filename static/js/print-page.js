/* <print-page> around a button that prints the page; it shows itself only where that works. */
class PrintPage extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => window.print());
  }
}

customElements.define("print-page", PrintPage);
