/*
 * <rubric-lab> around the answers that are tried on a rubric: keeps them in this tab when the page is loaded again, and
 * says in its .trouble when they couldn't be scored. Scoring itself is htmx's.
 */
const NO_CONNECTION = "Not scored: there is no connection. The next change tries again.";
const REFUSED = "Not scored: you are signed out, or this page is too old. All that you typed is still here.";
const OTHERWISE = "Not scored: something broke on our side. All that you typed is still here; the next change tries again.";

class RubricLab extends HTMLElement {
  connectedCallback() {
    this.answers = this.querySelector("[name=lab_answers]");
    this.trouble = this.querySelector(".trouble");
    this.key = `lab ${location.pathname}`;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.answers.value ||= sessionStorage.getItem(this.key) ?? "";
    this.answers.addEventListener("input", () => sessionStorage.setItem(this.key, this.answers.value), { signal });
    const told = { "htmx:beforeRequest": () => "", "htmx:sendError": () => NO_CONNECTION, "htmx:responseError": refused };
    for (const [name, sentence] of Object.entries(told)) {
      this.parentElement.addEventListener(name, (event) => this.say(sentence(event)), { signal });
    }
    if (this.answers.value) addEventListener("load", () => this.score(), { once: true, signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  score() {
    this.answers.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(sentence) {
    this.trouble.textContent = sentence;
    this.trouble.hidden = !sentence;
  }
}

const refused = ({ detail }) => ([401, 403].includes(detail.xhr.status) ? REFUSED : OTHERWISE);

customElements.define("rubric-lab", RubricLab);
