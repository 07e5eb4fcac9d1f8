/*
 * <countdown-timer data-left data-url> around a <time>: counts down the seconds that were left when the page was made.
 * The server's clock decides: it is asked again after a sleep, a change of the clock, and every minute. Says so at five
 * minutes and at one in #heard, and fires "time-over" at the end, once.
 */
const WARNINGS = [
  { seconds: 300, state: "five-minutes", sentence: "Five minutes left." },
  { seconds: 60, state: "one-minute", sentence: "One minute left." },
];
const SYNC = 60;
const DRIFT = 2;

class CountdownTimer extends HTMLElement {
  connectedCallback() {
    this.time = this.querySelector("time");
    this.leaving = new AbortController();
    this.set(Number(this.dataset.left));
    this.warned = WARNINGS.filter(({ seconds }) => this.left() <= seconds).map(({ state }) => state);
    document.addEventListener("visibilitychange", () => document.hidden || this.sync(), { signal: this.leaving.signal });
    window.addEventListener("online", () => this.sync(), { signal: this.leaving.signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.sync(), { signal: this.leaving.signal });
    this.timer = setInterval(() => this.tick(), 250);
    this.tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.leaving.abort();
  }

  set(left) {
    this.end = performance.now() + left * 1000;
    this.wallEnd = Date.now() + left * 1000;
    this.synced = performance.now();
  }

  left() {
    return (this.end - performance.now()) / 1000;
  }

  tick() {
    const drift = Math.abs(this.wallEnd - Date.now() - this.left() * 1000) / 1000;
    if (drift > DRIFT || performance.now() - this.synced > SYNC * 1000) this.sync();
    this.show(Math.max(this.left(), 0));
    if (this.left() <= 0 && !this.isOver) this.finish();
  }

  show(left) {
    const seconds = Math.ceil(left);
    this.time.dateTime = `PT${seconds}S`;
    this.time.textContent = clock(seconds);
    for (const { seconds: limit, state, sentence } of WARNINGS) {
      if (left > limit) continue;
      this.dataset.state = state;
      if (this.warned.includes(state)) continue;
      this.warned.push(state);
      document.getElementById("heard").textContent = sentence;
    }
  }

  finish() {
    this.isOver = true;
    this.dispatchEvent(new CustomEvent("time-over", { bubbles: true }));
  }

  async sync() {
    this.synced = performance.now();
    this.wallEnd = Date.now() + this.left() * 1000;
    try {
      const response = await fetch(this.dataset.url);
      const { left } = await response.json();
      if (left !== null && this.isConnected) this.set(left);
    } catch { /* no network: it goes on by what it knows */ }
  }
}

function clock(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

customElements.define("countdown-timer", CountdownTimer);
