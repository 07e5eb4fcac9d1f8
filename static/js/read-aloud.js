/* <read-aloud data-reads="id"> around a hidden button: the browser reads that element aloud, if it can; pressed again it stops. */
class ReadAloud extends HTMLElement {
  connectedCallback() {
    if (!("speechSynthesis" in window)) return;
    this.button = this.querySelector("button");
    this.button.hidden = false;
    this.button.onclick = () => (this.isReading ? this.stop() : this.read());
    this.leaving = new AbortController();
    window.addEventListener("pagehide", () => this.stop(), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.stop();
  }

  read() {
    const words = new SpeechSynthesisUtterance(document.getElementById(this.dataset.reads).textContent.trim());
    words.lang = document.documentElement.lang;
    words.onend = words.onerror = () => this.show(false);
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
    this.show(true);
  }

  stop() {
    if (!this.isReading) return;
    speechSynthesis.cancel();
    this.show(false);
  }

  show(isReading) {
    this.isReading = isReading;
    this.button.setAttribute("aria-pressed", isReading);
  }
}

customElements.define("read-aloud", ReadAloud);
