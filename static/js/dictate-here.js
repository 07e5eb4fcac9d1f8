/*
 * <dictate-here> in a form with textarea[name=text] around a hidden button: what is said lands in the box where the caret
 * is, through the browser's own speech recognition, if it has one. Pressed again it pauses, and goes on when it is pressed
 * once more. The form's `dictated`, if it has one, counts the seconds that it listened, and says so as what is typed does.
 */
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const LAST_WORDS = 1500;
const TROUBLE = {
  "not-allowed": "The browser doesn’t let this page use the microphone.",
  "service-not-allowed": "The browser doesn’t let this page use the microphone.",
  "audio-capture": "No microphone was found.",
  network: "Dictation needs a connection. You can go on typing.",
  "language-not-supported": "The browser can’t take dictation in English.",
};

class DictateHere extends HTMLElement {
  connectedCallback() {
    if (!Recognition) return;
    this.form = this.closest("form");
    this.text = this.form.elements.text;
    this.button = this.querySelector("button");
    this.words = this.querySelector("[data-words]");
    this.heard = this.form.querySelector("[data-heard]");
    this.button.hidden = false;
    this.form.querySelector("[data-voice]").hidden = false;
    this.button.onclick = () => (this.isOn ? this.pause() : this.listen());
    this.leaving = new AbortController();
    this.caret = [this.text.value.length, this.text.value.length];
    const on = (target, type, act) => target.addEventListener(type, act, { capture: true, signal: this.leaving.signal });
    on(this.text, "blur", () => this.keepCaret());
    on(this.form, "submit", (event) => this.finishFirst(event, () => this.form.requestSubmit(event.submitter)));
    on(this.form, "htmx:confirm", (event) => this.finishFirst(event, () => event.detail.issueRequest(true)));
    on(document, "time-over", () => this.pause());
    on(window, "pagehide", () => this.pause());
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.recognition?.abort();
  }

  listen() {
    window.speechSynthesis?.cancel(); // it would hear itself
    const recognition = new Recognition();
    Object.assign(recognition, { continuous: true, interimResults: true, lang: document.documentElement.lang });
    recognition.onresult = (event) => this.hear(event);
    recognition.onerror = ({ error }) => this.fail(error);
    recognition.onend = () => recognition === this.recognition && this.ended();
    this.recognition = recognition;
    recognition.start();
    this.since = performance.now();
    this.show(true);
  }

  /* The browser ends it after a silence of its own accord; then it goes on. */
  ended() {
    this.say("");
    if (this.isOn) this.recognition.start();
    else if (this.send) setTimeout(this.send);
  }

  /* The last words come when it is stopped; whatever is to be sent waits for them. */
  finishFirst(event, goOn) {
    if (!this.isOn) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.send = () => {
      this.send = null;
      clearTimeout(timer);
      goOn();
    };
    const timer = setTimeout(this.send, LAST_WORDS);
    this.pause();
  }

  pause() {
    if (!this.isOn) return;
    this.count();
    this.show(false);
    this.recognition.stop();
  }

  /* Before whoever keeps the draft hears of it. */
  count() {
    const { dictated } = this.form.elements;
    if (!dictated) return;
    const seconds = Math.round((performance.now() - this.since) / 1000);
    if (!seconds) return;
    this.since += seconds * 1000;
    dictated.value = Number(dictated.value) + seconds;
    dictated.dispatchEvent(new Event("input", { bubbles: true }));
  }

  hear(event) {
    const results = [...event.results].slice(event.resultIndex);
    const said = (isFinal) => results.filter((result) => result.isFinal === isFinal).map(([best]) => best.transcript.trim()).join(" ");
    this.say(said(false));
    if (!said(true)) return;
    if (this.isOn) this.count();
    this.insert(said(true));
  }

  /* A press on a button moves the caret of a box that is left in some browsers: where it was is kept. */
  keepCaret() {
    this.caret = [this.text.selectionStart, this.text.selectionEnd];
  }

  insert(words) {
    if (document.activeElement === this.text) this.keepCaret();
    const { value } = this.text;
    const [start, end] = this.caret;
    const before = start && !/\s/.test(value[start - 1]) ? " " : "";
    const after = end < value.length && !/^[\s,.;:!?]/.test(value.slice(end)) ? " " : "";
    this.text.setRangeText(before + words + after, start, end, "end");
    this.keepCaret();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  fail(error) {
    if (error === "no-speech" || error === "aborted") return;
    this.pause();
    const trouble = this.form.querySelector(".trouble");
    trouble.textContent = TROUBLE[error] ?? "Dictation stopped. You can go on typing.";
    trouble.hidden = false;
  }

  say(words) {
    this.heard.textContent = words;
  }

  show(isOn) {
    this.isOn = isOn;
    this.button.setAttribute("aria-pressed", isOn);
    this.words.textContent = isOn ? "Listening, stop" : "Dictate";
  }
}

customElements.define("dictate-here", DictateHere);
