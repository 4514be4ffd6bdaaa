import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Polish. */
export const line: LineWords = {
  lang: "pl",
  idle: "Daj",
  sending: "Wysyłam",
  pending: "Zapisane",
  counted: "Dzięki",
  yours: "Dane",
  rejected: "Odmowa",
  error: "Ponów",
  offline: "Offline",
  clicks: "Kliknięcia",
  more: "Opcje",
};

/** The sentences of the popover and of the live region in Polish. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Połącz",
  undo: "Cofnij",
  disconnect: "Rozłącz",
  page: "Moja strona",
  unclaimed: "Dawne kliknięcia: #. Twoje?",
  yes: "Tak",
  no: "Nie",
  monthly: "Dawaj miesięcznie przez",
  ever: "aż zakończę",
  every: "Dajesz tu miesięcznie.",
  until: "Do: #.",
  end: "Zakończ",
  first: "Naciśnięcie to kliknięcie, też bez konta.",
  saved: "Zapisane tutaj. Połącz się raz z @, a zostanie policzone.",
  kept: "Zapisane do zamknięcia strony.",
  later: "Jeszcze nie wysłano.",
  gave: "Dane w tym miesiącu: #.",
  news: {
    counted: "Policzone. Dzięki!",
    undone: "Cofnięto.",
    begun: "Od przyszłego miesiąca. Dzięki!",
    ended: "Zakończono.",
    cut: "Rozłączono tylko tutaj.",
    disconnected: "Rozłączono.",
    publisher: "Ten autor tu nie otrzymuje.",
    "own-t": "To twoja strona.",
    "url|site": "To nie strona tego autora.",
    many: "Dziś nie dostanie więcej.",
    "budget|donor": "Twoje dawanie stoi.",
    "^click": "Data jest zbyt odległa.",
    settled: "Miesiąc minął.",
    "scope|token|not-c": "Połącz się ponownie.",
    connected: "Połączono z @.",
    "popup|access|storage": "Nie połączono: okno zamknięte lub zablokowane.",
  },
  failed: "Nie udało się. Spróbuj znów.",
};
