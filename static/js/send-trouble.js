/*
 * What could not be sent: says so in the form's .trouble, in words, until one writes on or sends again; the text stays in its
 * box.
 */
const SENTENCES = {
  0: "Not sent: there is no connection. What you wrote is still here; send it again in a moment.",
  400: "Not sent: it can’t be read, or it is far too long. Shorten it and send it again.",
  403: "Not sent: this page is too old. Load it again; what you typed is kept.",
  404: "Not sent: this question isn’t open any more. Load the page again.",
  503: "Not sent: the database is away or busy just now. What you wrote is still here; send it again in a moment.",
};
const OTHERWISE = "Not sent: something broke on our side. What you wrote is still here; send it again in a moment.";

function say(event, sentence) {
  const trouble = event.target.closest("form")?.querySelector(".trouble");
  if (!trouble) return;
  trouble.textContent = sentence;
  trouble.hidden = !sentence;
}

for (const type of ["htmx:beforeRequest", "input"]) document.addEventListener(type, (event) => say(event, ""));
document.addEventListener("htmx:sendError", (event) => say(event, SENTENCES[0]));
document.addEventListener("htmx:timeout", (event) => say(event, SENTENCES[0]));
document.addEventListener("htmx:responseError", (event) => say(event, SENTENCES[event.detail.xhr.status] || OTHERWISE));
