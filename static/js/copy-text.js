/* <copy-text data-from="id"> around a button that copies what the field has; it shows itself only where that works. */
class CopyText extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.copy());
  }

  async copy() {
    const field = document.getElementById(this.dataset.from);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      this.button.textContent = "Copied";
    } catch {
      this.button.textContent = "Selected; copy it from the field";
    }
  }
}

customElements.define("copy-text", CopyText);
