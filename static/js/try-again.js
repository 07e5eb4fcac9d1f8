/*
 * <try-again> asks every few seconds whether the page's address is answered again, and then loads it: there is nothing on
 * the page to be lost. The pauses differ, so that not everybody who waits comes at the same moment.
 */
const PAUSE = 4000;
const SPREAD = 4000;

class TryAgain extends HTMLElement {
  connectedCallback() {
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    this.timer = setTimeout(() => this.ask(), PAUSE + Math.random() * SPREAD);
  }

  async ask() {
    const status = await fetch(location.href, { method: "HEAD" }).then((response) => response.status, () => 503);
    if (status < 500) location.reload();
    else this.wait();
  }
}

customElements.define("try-again", TryAgain);
