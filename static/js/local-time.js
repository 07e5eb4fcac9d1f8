/* <local-time> around a <time datetime>: shows it in the reader's own time zone; with data-date as day and time. */
const TIME = { hour: "2-digit", minute: "2-digit" };
const DATE = { day: "numeric", month: "long" };

class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const at = new Date(time.dateTime);
    const day = "date" in this.dataset ? `${at.toLocaleDateString("en-GB", DATE)}, ` : "";
    time.textContent = day + at.toLocaleTimeString("en-GB", TIME);
  }
}

customElements.define("local-time", LocalTime);
