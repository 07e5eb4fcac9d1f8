// HTML that the server has rendered is put into the page by htmx and by the scripts of the admin, as text. This
// policy lets them; being the only one, and without a way to make scripts, it leaves text no way to become one.
window.trustedTypes?.createPolicy("default", { createHTML: (html) => html });
