/* <local-time> around a <time datetime> with a time of day: shows it in the reader's own time zone. */
class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    time.textContent = new Date(time.dateTime).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }
}

customElements.define("local-time", LocalTime);
