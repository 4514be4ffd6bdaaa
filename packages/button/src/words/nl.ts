import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Dutch. */
export const line: LineWords = {
  lang: "nl",
  idle: "Geven",
  sending: "Versturen",
  pending: "Bewaard",
  counted: "Bedankt",
  yours: "Gegeven",
  rejected: "Geweigerd",
  error: "Opnieuw",
  offline: "Offline",
  clicks: "Klikken",
  more: "Opties",
};

/** The sentences of the popover and of the live region in Dutch. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Verbinden",
  undo: "Terugnemen",
  disconnect: "Verbreken",
  page: "Mijn pagina",
  unclaimed: "Eerdere klikken: #. Van jou?",
  yes: "Ja",
  no: "Nee",
  monthly: "Maandelijks geven voor",
  ever: "tot ik stop",
  every: "Je geeft hier maandelijks.",
  until: "Tot #.",
  end: "Stoppen",
  first: "Eén druk geeft één klik, ook zonder account.",
  saved: "Hier bewaard. Verbind één keer met @, dan telt hij.",
  kept: "Bewaard tot de pagina sluit.",
  later: "Nog niet verstuurd.",
  gave: "Deze maand gegeven: #.",
  news: {
    counted: "Geteld. Bedankt!",
    undone: "Teruggenomen.",
    begun: "Vanaf volgende maand. Bedankt!",
    ended: "Gestopt.",
    cut: "Alleen hier verbroken.",
    disconnected: "Verbinding verbroken.",
    publisher: "Deze auteur ontvangt hier niet.",
    "own-t": "Dit is je eigen pagina.",
    "url|site": "Niet van deze auteur.",
    many: "Meer gaat vandaag niet.",
    "budget|donor": "Je giften staan op pauze.",
    "^click": "De datum klopt niet.",
    settled: "De maand is voorbij; het blijft.",
    "scope|token|not-c": "Verbind nog een keer.",
    connected: "Verbonden met @.",
    "popup|access|storage": "Niet verbonden: venster dicht of geblokkeerd.",
  },
  failed: "Dat lukte niet. Opnieuw?",
};
