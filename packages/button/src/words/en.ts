/**
 * The sentences of the popover and of the live region in English. `#` stands for a number (in `until` for a month's name), `@`
 * for the backend's host. A number stands apart, so that no plural depends on it: a file has 700 bytes. The news are named by
 * what the events and codes that they are for have in common; the first name that fits is taken.
 */
export const sentences = {
  connect: "Connect",
  undo: "Undo",
  disconnect: "Disconnect",
  page: "Open my page",
  unclaimed: "Clicks made here before: #. Are they yours?",
  yes: "Yes",
  no: "No",
  monthly: "Give every month for",
  ever: "until I end it",
  every: "You give here every month.",
  until: "Until #.",
  end: "End it",
  first: "A press gives a click, even without an account.",
  saved: "Saved on this device. Connect once with @, and it counts.",
  kept: "Saved while this page is open.",
  later: "Not sent yet. It is tried again.",
  gave: "Given here this month: #.",
  news: {
    counted: "Counted. Thank you!",
    undone: "Taken back.",
    begun: "From next month on. Thank you!",
    ended: "Ended.",
    cut: "Disconnected here only. See your page.",
    disconnected: "Disconnected.",
    publisher: "This author does not receive here.",
    "own-t": "This is your own page.",
    "url|site": "This page is not this author’s.",
    many: "This page has all it can get today.",
    "budget|donor": "Your giving is paused.",
    "^click": "Its date is too far off.",
    settled: "Its month is over; it stays given.",
    "scope|token|not-c": "For this, please connect once more.",
    connected: "Connected with @.",
    "popup|access|storage": "Not connected: window closed or blocked.",
  },
  failed: "That did not work. Please try again.",
};
