import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in German. */
export const line: LineWords = {
  lang: "de",
  idle: "Geben",
  sending: "Sende…",
  pending: "Gemerkt",
  counted: "Danke",
  yours: "Gegeben",
  rejected: "Abgelehnt",
  error: "Nochmal",
  offline: "Offline",
  clicks: "Klicks",
  more: "Optionen",
};

/** The sentences of the popover and of the live region in German. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Verbinden",
  undo: "Zurück",
  disconnect: "Trennen",
  page: "Meine Seite",
  unclaimed: "Frühere Klicks: #. Deine?",
  yes: "Ja",
  no: "Nein",
  monthly: "Monatlich geben für",
  ever: "bis ich es beende",
  every: "Du gibst hier monatlich.",
  until: "Bis #.",
  end: "Beenden",
  first: "Ein Druck gibt einen Klick, auch ohne Konto.",
  saved: "Hier gemerkt. Einmal mit @ verbinden, dann zählt es.",
  kept: "Gemerkt, bis die Seite schließt.",
  later: "Noch nicht gesendet.",
  gave: "Diesen Monat gegeben: #.",
  news: {
    counted: "Gezählt. Danke!",
    undone: "Zurückgenommen.",
    begun: "Ab nächstem Monat. Danke!",
    ended: "Beendet.",
    cut: "Nur hier getrennt.",
    disconnected: "Getrennt.",
    publisher: "Dieser Autor empfängt hier nicht.",
    "own-t": "Das ist deine Seite.",
    "url|site": "Diese Seite ist nicht von diesem Autor.",
    many: "Heute geht nicht mehr.",
    "budget|donor": "Dein Geben ruht.",
    "^click": "Sein Datum passt nicht.",
    settled: "Der Monat ist vorbei; es bleibt.",
    "scope|token|not-c": "Bitte neu verbinden.",
    connected: "Mit @ verbunden.",
    "popup|access|storage": "Nicht verbunden: Fenster zu oder blockiert.",
  },
  failed: "Das ging nicht. Bitte nochmal.",
};
