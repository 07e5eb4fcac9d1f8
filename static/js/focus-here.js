/*
 * <focus-here data-focus="id"> in a question that arrives: brings the question, or a notice above it, into view and puts the
 * caret in its box. What has the focus and is no box is brought into view itself.
 */
class FocusHere extends HTMLElement {
  connectedCallback() {
    const isSwappedIn = document.readyState === "complete";
    requestAnimationFrame(() => this.arrive(isSwappedIn));
  }

  arrive(isSwappedIn) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = document.getElementById(this.dataset.focus);
    if (!box?.setSelectionRange) return box?.focus();
    box.focus({ preventScroll: true });
    box.setSelectionRange(box.value.length, box.value.length);
    const news = document.querySelector(".notices > p") ?? document.getElementById("asked")?.closest(".turn");
    news?.scrollIntoView({ behavior: isSwappedIn && !isCalm ? "smooth" : "auto" });
  }
}

customElements.define("focus-here", FocusHere);
