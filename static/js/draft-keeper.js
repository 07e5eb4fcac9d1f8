/*
 * <draft-keeper data-url data-owner data-key data-room> around a form with textarea[name=text] keeps what is typed: at once on
 * this device, after a pause on the server. It stays on this device until its turn is gone from the page, since a page
 * may have been on its way when the text was saved. The form's `base` is when the draft was saved that is being written
 * on; a draft that another tab has saved since is shown, not overwritten.
 */
import { store } from "./draft-store.js";

const PAUSE = 1500;
const RETRIES = [2000, 5000, 15000, 30000];

class DraftKeeper extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.state = this.querySelector("save-state");
    customElements.upgrade(this.state);
    this.base = this.form.elements.base;
    this.dictated = this.form.elements.dictated;
    this.tries = 0;
    this.sent = new Set();
    this.stopped = false;
    this.leaving = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.leaving.signal });
    on(this.form, "input", () => this.typed());
    on(this.form, "htmx:beforeRequest", () => this.pause());
    on(this.form, "htmx:afterRequest", (event) => this.afterSubmit(event.detail));
    on(window, "pagehide", () => this.flush());
    on(document, "visibilitychange", () => document.hidden && this.flush());
    on(window, "online", () => this.pending && this.save());
    on(document, "time-over", () => this.endTurn());
    this.restore();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.leaving.abort();
    if (!this.isOver && !document.querySelector(`draft-keeper[data-key="${this.dataset.key}"]`)) store.forget(this.dataset.key);
  }

  /* What is kept here goes back into the box unless something newer was saved elsewhere. */
  restore() {
    const kept = store.read(this.dataset.key);
    const isOutdated = kept && kept.base !== this.base.value && kept.at < Date.parse(this.base.value);
    const isTypedAlready = this.text.value !== this.text.defaultValue;
    if ("unsaved" in this.dataset || isTypedAlready) {
      this.typed();
    } else if (kept && !isOutdated && (kept.text !== this.text.value || kept.dictated > this.dictated.value)) {
      this.text.value = kept.text;
      this.dictated.value = kept.dictated ?? 0;
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      store.forget(this.dataset.key);
      if (this.base.value) this.state.show("saved", { at: this.base.value });
      else this.state.show("empty");
    }
    this.giveBack();
    store.sweep();
  }

  typed() {
    this.isSaved = false;
    this.keep();
    if (this.stopped) return;
    this.pending = true;
    this.state.show("saving");
    this.after(PAUSE);
  }

  keep() {
    const [text, dictated, base] = [this.text.value, Number(this.dictated.value), this.base.value];
    store.write(this.dataset.key, { text, dictated, base, isSaved: this.isSaved, isOver: this.isOver });
  }

  after(milliseconds, act = () => this.save()) {
    clearTimeout(this.timer);
    this.timer = setTimeout(act, milliseconds);
  }

  flush() {
    if (!this.pending || this.stopped || this.text.readOnly) return;
    this.save({ keepalive: true });
  }

  /* One at a time, so that an older text never arrives after a newer one; the last one before leaving can't wait. */
  async save({ keepalive = false } = {}) {
    if (this.isSaving && !keepalive) return this.after(PAUSE);
    clearTimeout(this.timer);
    this.isSaving = true;
    const text = this.text.value;
    this.sent.add(text);
    const { status, said } = await this.post(text, keepalive);
    this.isSaving = false;
    if (!this.isConnected || this.text.readOnly) return;
    if (status === 200) this.afterSave(text, said);
    else this.afterRefusal(status, said);
  }

  async post(text, keepalive) {
    try {
      const response = await fetch(this.dataset.url, { method: "POST", body: this.body(text), keepalive });
      return { status: response.status, said: await response.json().catch(() => ({})) };
    } catch {
      return { status: 0, said: {} };
    }
  }

  body(text) {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set("text", text);
    return fields;
  }

  afterSave(text, { saved_at }) {
    this.tries = 0;
    this.sent.clear();
    this.base.value = saved_at;
    if (text !== this.text.value) return;
    this.pending = false;
    this.isSaved = true;
    this.keep();
    this.state.show("saved", { at: saved_at });
  }

  afterRefusal(status, { login, detail, draft, saved_at, dictated }) {
    if (status === 409 && saved_at) this.savedElsewhere(draft, saved_at, dictated);
    else if (status === 401) this.stop("Kept on this device. Sign in again to go on", login);
    else if (status === 403) this.stop("Kept on this device. Load the page again to go on", location.href);
    else if (status === 409) this.answeredElsewhere(detail);
    else if (status === 400 || status === 404) this.state.show("offline", { sentence: detail || "Not saved" });
    else {
      this.state.show("offline");
      this.after(RETRIES[Math.min(this.tries++, RETRIES.length - 1)]);
    }
  }

  stop(sentence, href) {
    this.stopped = true;
    this.state.show("offline", { sentence, href });
  }

  /* Two tabs write on one answer: both texts are shown, and one is chosen. What this tab sent, its reply lost, is no other text. */
  savedElsewhere(draft, savedAt, dictated) {
    if (this.sent.has(draft)) {
      this.base.value = savedAt;
      return this.save();
    }
    this.stopped = true;
    const other = this.querySelector(".conflict");
    other.querySelector("blockquote").textContent = draft;
    other.querySelector("[data-keep]").onclick = () => this.choose(this.text.value, savedAt, this.dictated.value);
    other.querySelector("[data-take]").onclick = () => this.choose(draft, savedAt, dictated);
    other.hidden = false;
    this.state.show("conflict");
  }

  choose(text, savedAt, dictated) {
    this.querySelector(".conflict").hidden = true;
    this.stopped = false;
    this.base.value = savedAt;
    this.dictated.value = dictated;
    this.text.value = text;
    this.text.focus();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* The server takes the draft as it is at the end of the time; then the room shows what comes next. */
  async endTurn() {
    this.pause();
    if (this.pending) this.isSaved = (await this.post(this.text.value, false)).status === 200;
    this.isOver = this.pending && !this.isSaved;
    this.pending = false;
    if (this.isOver) this.keep();
    else store.forget(this.dataset.key);
    this.state.show("offline", { sentence: "The time is over. What was saved counts" });
    this.goOn();
  }

  goOn() {
    if (!this.isConnected) return;
    htmx.ajax("GET", this.dataset.room, { target: "#room", swap: "outerHTML" }).catch(() => { /* no network: once more */ });
    this.after(RETRIES[1], () => this.goOn());
  }

  /* What was typed for a turn that is over stays on this device until it has been shown once more. */
  answeredElsewhere(detail) {
    this.isOver = true;
    this.keep();
    this.stop(detail);
  }

  giveBack() {
    const over = store.of(this.dataset.owner).filter((key) => store.read(key)?.isOver);
    const texts = over.map((key) => store.read(key).text).filter(Boolean);
    over.forEach((key) => store.forget(key));
    if (!texts.length) return;
    const given = this.querySelector(".given-back");
    given.textContent = `Not taken, since its time was over or it was answered already: “${texts.join("” “")}”`;
    given.hidden = false;
  }

  /* While the answer is under way nothing is typed or saved. */
  pause() {
    clearTimeout(this.timer);
    this.text.readOnly = true;
  }

  afterSubmit({ xhr }) {
    const isSignIn = xhr.getResponseHeader("HX-Redirect")?.includes("next=");
    if (xhr.status === 200 && !isSignIn) return store.forget(this.dataset.key);
    this.text.readOnly = false;
    if (this.pending) this.after(PAUSE);
  }
}

customElements.define("draft-keeper", DraftKeeper);
