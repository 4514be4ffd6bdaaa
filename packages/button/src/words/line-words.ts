/** How a button looks: its `state`, or more than that: what is `yours` from before, or kept because the network is `offline`. */
export type Look = "idle" | "sending" | "pending" | "counted" | "yours" | "rejected" | "error" | "offline";

/** The short word of each look, which stands in the line. The sentences are loaded later: see `popover-words.ts`. */
export type LineWords = Record<Look, string> & { dir?: "ltr" | "rtl" };

const en: LineWords = {
  idle: "Give",
  sending: "Giving…",
  pending: "Saved",
  counted: "Thanks",
  yours: "Given",
  rejected: "Refused",
  error: "Retry",
  offline: "Offline",
};

const fr: LineWords = {
  idle: "Donner",
  sending: "Envoi…",
  pending: "Gardé",
  counted: "Merci",
  yours: "Donné",
  rejected: "Refusé",
  error: "Erreur",
  offline: "Attente",
};

export const lineWords: Record<"en" | "fr", LineWords> = { en, fr };
