import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Portuguese. */
export const line: LineWords = {
  lang: "pt",
  idle: "Doar",
  sending: "Enviando",
  pending: "Guardado",
  counted: "Obrigado",
  yours: "Doado",
  rejected: "Recusado",
  error: "Repetir",
  offline: "Sem rede",
  clicks: "Cliques",
  more: "Opções",
};

/** The sentences of the popover and of the live region in Portuguese. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "Ligar",
  undo: "Desfazer",
  disconnect: "Desligar",
  page: "A minha página",
  unclaimed: "Cliques anteriores: #. São seus?",
  yes: "Sim",
  no: "Não",
  monthly: "Dar todos os meses por",
  ever: "até eu terminar",
  every: "Você dá aqui todos os meses.",
  until: "Até #.",
  end: "Terminar",
  first: "Cada toque dá um clique, mesmo sem conta.",
  saved: "Guardado aqui. Ligue-se uma vez a @ e conta.",
  kept: "Guardado até fechar a página.",
  later: "Ainda não enviado.",
  gave: "Dado este mês: #.",
  news: {
    counted: "Contado. Obrigado!",
    undone: "Retirado.",
    begun: "A partir do próximo mês. Obrigado!",
    ended: "Terminado.",
    cut: "Desligado só aqui.",
    disconnected: "Desligado.",
    publisher: "Este autor não recebe aqui.",
    "own-t": "Esta é a sua própria página.",
    "url|site": "Esta página não é deste autor.",
    many: "Hoje esta página não recebe mais.",
    "budget|donor": "As suas doações estão em pausa.",
    "^click": "A data está longe demais.",
    settled: "O mês acabou; fica dado.",
    "scope|token|not-c": "Ligue-se outra vez.",
    connected: "Ligado a @.",
    "popup|access|storage": "Não ligado: janela fechada ou bloqueada.",
  },
  failed: "Não funcionou. Tente de novo.",
};
