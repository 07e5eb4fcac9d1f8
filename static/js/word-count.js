/* <word-count data-limit> says how many words the form's text has, and near the limit how many characters are left. */
const NEAR = 1000;

class WordCount extends HTMLElement {
  connectedCallback() {
    this.text = this.closest("form").elements.text;
    this.leaving = new AbortController();
    this.text.addEventListener("input", () => this.count(), { signal: this.leaving.signal });
    this.count();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  count() {
    const words = this.text.value.trim().split(/\s+/).filter(Boolean).length;
    const left = Number(this.dataset.limit) - [...this.text.value].length;
    this.toggleAttribute("data-over", left < 0);
    if (left < 0) this.say(`${plural(-left, "character")} too many`);
    else if (left <= NEAR) this.say(`${plural(left, "character")} left`);
    else if (words) this.say(plural(words, "word"));
  }

  say(sentence) {
    this.textContent = sentence;
  }
}

const plural = (count, noun) => `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

customElements.define("word-count", WordCount);
