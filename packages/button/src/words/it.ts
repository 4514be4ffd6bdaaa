import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Italian. */
export const line: LineWords = {
  lang: "it",
  idle: "Dona",
  sending: "Invio…",
  pending: "Salvato",
  counted: "Grazie",
  yours: "Donato",
  rejected: "Rifiutato",
  error: "Riprova",
  offline: "Offline",
  clicks: "Clic",
  more: "Opzioni",
};

/** The sentences of the popover and of the live region in Italian. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Connetti",
  undo: "Annulla",
  disconnect: "Disconnetti",
  page: "La mia pagina",
  unclaimed: "Clic precedenti: #. Sono tuoi?",
  yes: "Sì",
  no: "No",
  monthly: "Dona ogni mese per",
  ever: "finché non smetto",
  every: "Doni qui ogni mese.",
  until: "Fino a #.",
  end: "Smetti",
  first: "Ogni pressione dona un clic, anche senza account.",
  saved: "Salvato qui. Connettiti una volta a @ e conterà.",
  kept: "Salvato finché la pagina è aperta.",
  later: "Non ancora inviato.",
  gave: "Donato questo mese: #.",
  news: {
    counted: "Contato. Grazie!",
    undone: "Ritirato.",
    begun: "Dal mese prossimo. Grazie!",
    ended: "Terminato.",
    cut: "Disconnesso solo qui.",
    disconnected: "Disconnesso.",
    publisher: "Questo autore non riceve qui.",
    "own-t": "Questa è la tua pagina.",
    "url|site": "Questa pagina non è di questo autore.",
    many: "Oggi questa pagina non riceve altro.",
    "budget|donor": "Le tue donazioni sono in pausa.",
    "^click": "La data è troppo lontana.",
    settled: "Il suo mese è chiuso; resta donato.",
    "scope|token|not-c": "Connettiti di nuovo.",
    connected: "Connesso a @.",
    "popup|access|storage": "Non connesso: finestra chiusa o bloccata.",
  },
  failed: "Non ha funzionato. Riprova.",
};
