/*
 * <phrase-box data-glossary> around a textarea with phrases: after "@" it offers the glossary's names with their meaning.
 * Arrows choose, Enter or Tab take the chosen one, Escape closes. The names at data-glossary are fetched once they are needed.
 */
const BEFORE_CARET = /(?:^|[^\w@])@([a-z0-9-]*)$/i;
const MOST = 8;
let entries;

function glossary(url) {
  entries ??= fetch(url, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : Promise.reject(response)))
    .then(({ names }) => names)
    .catch(() => { entries = undefined; return []; });
  return entries;
}

class PhraseBox extends HTMLElement {
  connectedCallback() {
    this.querySelectorAll("[role]").forEach((left) => left.remove()); // a line is added as a copy of an empty one
    this.text = this.querySelector("textarea");
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.text.addEventListener("input", () => this.offer(), { signal });
    this.text.addEventListener("click", () => this.close(), { signal });
    this.text.addEventListener("blur", () => this.close(), { signal });
    this.text.addEventListener("keydown", (event) => this.press(event), { signal });
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-haspopup", "listbox");
    this.status = document.createElement("span");
    this.status.role = "status";
    this.status.className = "visually-hidden";
    this.append(this.status);
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.close();
  }

  get typed() {
    return this.text.value.slice(0, this.text.selectionStart).match(BEFORE_CARET)?.[1].toLowerCase();
  }

  async offer() {
    if (this.typed === undefined) return this.close();
    const names = await glossary(this.dataset.glossary);
    const typed = this.typed;
    if (typed === undefined || document.activeElement !== this.text) return this.close();
    const found = names.filter(([name]) => name.startsWith(typed)).slice(0, MOST);
    if (!found.length || (found.length === 1 && found[0][0] === typed)) return this.close();
    this.show(found);
  }

  show(found) {
    this.close();
    this.list = document.createElement("div");
    this.list.role = "listbox";
    this.list.id = `${this.text.id}-names`;
    this.list.ariaLabel = "Glossary";
    this.list.append(...found.map((entry, number) => this.option(entry, number)));
    this.text.after(this.list);
    this.text.setAttribute("aria-controls", this.list.id);
    this.status.textContent = `${found.length} of the glossary: arrows choose, Enter takes, Escape closes.`;
    this.choose(found[0][0] === this.typed ? -1 : 0);
  }

  option([name, meaning], number) {
    const option = document.createElement("div");
    option.role = "option";
    option.id = `${this.text.id}-name-${number}`;
    option.dataset.name = name;
    const strong = document.createElement("b");
    strong.textContent = `@${name}`;
    option.append(strong, meaning);
    option.addEventListener("mousedown", (event) => { event.preventDefault(); this.take(option); });
    return option;
  }

  choose(number) {
    const options = [...this.list.children];
    this.chosen = options.at(number < 0 ? options.length : number % options.length);
    options.forEach((option) => { option.ariaSelected = String(option === this.chosen); });
    if (!this.chosen) return this.text.removeAttribute("aria-activedescendant");
    this.text.setAttribute("aria-activedescendant", this.chosen.id);
    this.chosen.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (!this.list || event.isComposing) return;
    const { length } = this.list.children;
    const here = [...this.list.children].indexOf(this.chosen);
    const does = {
      ArrowDown: () => this.choose(here + 1),
      ArrowUp: () => this.choose((here < 0 ? length : here + length) - 1),
      Escape: () => this.close(),
      Enter: this.chosen && (() => this.take(this.chosen)),
      Tab: this.chosen && !event.shiftKey && (() => this.take(this.chosen)),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  take(option) {
    const end = this.text.selectionStart;
    this.text.setRangeText(`@${option.dataset.name}`, end - this.typed.length - 1, end, "end");
    this.close();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list?.remove();
    this.list = this.chosen = undefined;
    if (this.status) this.status.textContent = "";
    this.text?.removeAttribute("aria-activedescendant");
    this.text?.removeAttribute("aria-controls");
  }
}

customElements.define("phrase-box", PhraseBox);
