/*
 * <text-keeper data-key> around a form keeps what is typed in its boxes on this device, and gives it back when the page is
 * loaded again, unless the server has given something back. Once the form is gone from the page its words were taken, or
 * where it stays, once data-taken says the same.
 */
import { store } from "./draft-store.js";

class TextKeeper extends HTMLElement {
  connectedCallback() {
    this.boxes = [...this.querySelectorAll("textarea")];
    this.oninput = () => this.keep();
    if (this.boxes.some((box) => box.value)) this.keep();
    else this.restore();
    for (const box of this.boxes) box.setSelectionRange(box.value.length, box.value.length);
    store.sweep();
  }

  disconnectedCallback() {
    if (!document.querySelector(`text-keeper[data-key="${this.dataset.key}"]`)) store.forget(this.dataset.key);
  }

  keep() {
    const boxes = Object.fromEntries(this.boxes.map((box) => [box.name, box.value]));
    const text = Object.values(boxes).filter(Boolean).join("\n");
    if (text) store.write(this.dataset.key, { text, boxes });
    else store.forget(this.dataset.key);
  }

  restore() {
    const kept = store.read(this.dataset.key);
    if (!kept) return;
    if (kept.text.trim() === this.dataset.taken) return store.forget(this.dataset.key);
    for (const box of this.boxes) {
      box.value = kept.boxes[box.name];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.closest("details")?.setAttribute("open", "");
  }
}

customElements.define("text-keeper", TextKeeper);
