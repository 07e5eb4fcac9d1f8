/*
 * <word-count data-limit> in a form says how many words its text has, or the box named by data-box, and near the limit how many
 * characters are left. Past the limit the element data-error says so at once; what it says goes when the text fits again.
 */
const NEAR = 1000;

class WordCount extends HTMLElement {
  connectedCallback() {
    this.text = this.closest("form").elements[this.dataset.box ?? "text"];
    this.limit = Number(this.dataset.limit);
    this.leaving = new AbortController();
    this.error = document.getElementById(this.dataset.error);
    this.isOver = this.count() < 0 && !this.error.hidden;
    this.tell();
    this.text.addEventListener("input", () => this.tell(), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  count() {
    const words = this.text.value.trim().split(/\s+/).filter(Boolean).length;
    const left = this.limit - [...this.text.value].length;
    this.toggleAttribute("data-over", left < 0);
    if (left < 0) this.say(`${plural(-left, "character")} too many`);
    else if (left <= NEAR) this.say(`${plural(left, "character")} left`);
    else if (words) this.say(plural(words, "word"));
    return left;
  }

  say(sentence) {
    this.textContent = sentence;
  }

  /* Once when it changes, not with every key: a screen reader reads it out. */
  tell() {
    const isOver = this.count() < 0;
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.error.textContent = isOver ? `No more than ${plural(this.limit, "character")} can be sent.` : "";
    this.error.hidden = !isOver;
    if (isOver) this.text.setAttribute("aria-invalid", "true");
    else this.text.removeAttribute("aria-invalid");
  }
}

const plural = (count, noun) => `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

customElements.define("word-count", WordCount);
