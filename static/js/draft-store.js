/*
 * What was typed, kept in the browser's storage for a week: a record { text, at, ... } a key, whose first part is the person.
 * A record that is saved is on the server as well.
 */
const PREFIX = "draft:";
const WEEK = 7 * 24 * 60 * 60 * 1000;

export const store = {
  read(key) {
    try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
  },
  write(key, record) {
    try { localStorage.setItem(PREFIX + key, JSON.stringify({ ...record, at: Date.now() })); } catch { /* private window, or full */ }
  },
  forget(key) {
    try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
  },
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch { return []; /* there is no storage */ }
  },
  of(owner) {
    return this.keys().filter((key) => key.startsWith(`${owner}-`));
  },
  unsaved(owner) {
    return this.of(owner).map((key) => this.read(key)).filter((record) => record?.text && !record.isSaved).map(({ text }) => text);
  },
  sweep() {
    for (const key of this.keys()) if (!(this.read(key)?.at > Date.now() - WEEK)) this.forget(key);
  },
};
