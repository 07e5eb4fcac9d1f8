/* <save-state> says whether what is typed is safe: .show(state, { at, sentence, href }); hidden until there is something to say. */
const WORDS = {
  empty: () => "Nothing to save yet",
  saving: () => "Saving",
  saved: ({ at }) => `Saved ${new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`,
  conflict: () => "Changed in another tab",
  offline: () => "Kept on this device, trying again",
};

class SaveState extends HTMLElement {
  show(state, details = {}) {
    const sentence = details.sentence || WORDS[state](details);
    if (this.dataset.state === state && this.textContent === sentence) return;
    this.dataset.state = state;
    this.hidden = false;
    this.replaceChildren(details.href ? link(sentence, details.href) : sentence);
  }
}

function link(words, href) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = words;
  return a;
}

customElements.define("save-state", SaveState);
