import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Spanish. */
export const line: LineWords = {
  lang: "es",
  idle: "Dar",
  sending: "Enviando",
  pending: "Guardado",
  counted: "Gracias",
  yours: "Dado",
  rejected: "Rechazado",
  error: "Repetir",
  offline: "Sin red",
  clicks: "Clics",
  more: "Opciones",
};

/** The sentences of the popover and of the live region in Spanish. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Conectar",
  undo: "Deshacer",
  disconnect: "Desconectar",
  page: "Mi página",
  unclaimed: "Clics anteriores: #. ¿Son tuyos?",
  yes: "Sí",
  no: "No",
  monthly: "Dar cada mes durante",
  ever: "hasta que lo termine",
  every: "Das aquí cada mes.",
  until: "Hasta #.",
  end: "Terminar",
  first: "Una pulsación da un clic, también sin cuenta.",
  saved: "Guardado aquí. Conéctate una vez con @ y contará.",
  kept: "Guardado hasta cerrar la página.",
  later: "Aún sin enviar.",
  gave: "Dado este mes: #.",
  news: {
    counted: "Contado. ¡Gracias!",
    undone: "Retirado.",
    begun: "Desde el próximo mes. ¡Gracias!",
    ended: "Terminado.",
    cut: "Desconectado solo aquí.",
    disconnected: "Desconectado.",
    publisher: "Este autor no recibe aquí.",
    "own-t": "Esta es tu propia página.",
    "url|site": "Esta página no es de este autor.",
    many: "Hoy esta página no recibe más.",
    "budget|donor": "Tus donaciones están en pausa.",
    "^click": "Fecha demasiado lejana.",
    settled: "Su mes ya pasó; queda dado.",
    "scope|token|not-c": "Conéctate otra vez.",
    connected: "Conectado con @.",
    "popup|access|storage": "Sin conexión: ventana cerrada o bloqueada.",
  },
  failed: "No ha funcionado. Inténtalo de nuevo.",
};
