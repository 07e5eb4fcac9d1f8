// Asks the browser for a passkey or security key, and sends what it answers with the form around it.
class SecurityKey extends HTMLElement {
  connectedCallback() {
    this.error = this.querySelector(".error");
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.ask());
    this.button.hidden = false;
    this.querySelector("[data-without]")?.remove();
  }

  async ask() {
    this.error.textContent = "";
    if (!window.PublicKeyCredential) {
      this.error.textContent = "This browser knows no keys, or the site isn’t reached by https.";
      return;
    }
    const options = JSON.parse(document.getElementById(this.dataset.options).textContent);
    this.button.disabled = true;
    try {
      const answer = options.creation_options
        ? await webauthnJSON.create(options.creation_options)
        : await webauthnJSON.get(options.request_options);
      const form = this.closest("form");
      form.elements.credential.value = JSON.stringify(answer);
      form.requestSubmit();
    } catch {
      // The reasons are not told apart by browsers, on purpose.
      this.error.textContent = "That didn’t work: the key was not there, not known, or you said no. Try again.";
    } finally {
      this.button.disabled = false;
    }
  }
}

customElements.define("security-key", SecurityKey);
