/*
 * <sign-out data-owner> around the form that signs somebody out removes what that person typed from this device, which
 * others may use next. What is nowhere else is shown first: in its .trouble, or on the page data-ask.
 */
import { store } from "./draft-store.js";

class SignOut extends HTMLElement {
  connectedCallback() {
    this.onsubmit = (event) => this.leave(event);
    const trouble = this.querySelector(".trouble");
    const texts = store.unsaved(this.dataset.owner);
    if (!trouble || !texts.length) return;
    trouble.textContent = `Only on this device, and gone once you sign out: “${texts.join("” “")}”`;
    trouble.hidden = false;
  }

  leave(event) {
    const { owner, ask } = this.dataset;
    if (ask && store.unsaved(owner).length) {
      event.preventDefault();
      location.assign(ask);
    } else {
      store.of(owner).forEach((key) => store.forget(key));
    }
  }
}

customElements.define("sign-out", SignOut);
