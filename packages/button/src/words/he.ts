import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Hebrew. */
export const line: LineWords = {
  lang: "he",
  dir: "rtl",
  idle: "לתת",
  sending: "שולח…",
  pending: "נשמר",
  counted: "תודה",
  yours: "ניתן",
  rejected: "נדחה",
  error: "שוב",
  offline: "לא מקוון",
  clicks: "קליקים",
  more: "אפשרויות",
};

/** The sentences of the popover and of the live region in Hebrew. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "התחברות",
  undo: "ביטול",
  disconnect: "ניתוק",
  page: "העמוד שלי",
  unclaimed: "קליקים קודמים: #. הם שלך?",
  yes: "כן",
  no: "לא",
  monthly: "לתת בכל חודש למשך",
  ever: "עד שאפסיק",
  every: "יש לך נתינה חודשית כאן.",
  until: "עד #.",
  end: "לסיים",
  first: "כל לחיצה נותנת קליק, גם בלי חשבון.",
  saved: "נשמר כאן. התחברות אחת אל @ והוא ייספר.",
  kept: "נשמר עד שהעמוד ייסגר.",
  later: "עוד לא נשלח.",
  gave: "ניתן החודש: #.",
  news: {
    counted: "נספר. תודה!",
    undone: "בוטל.",
    begun: "החל מהחודש הבא. תודה!",
    ended: "הסתיים.",
    cut: "נותק רק כאן.",
    disconnected: "מנותק.",
    publisher: "הכותב הזה לא מקבל כאן.",
    "own-t": "זה העמוד שלך.",
    "url|site": "העמוד הזה אינו של הכותב הזה.",
    many: "העמוד הזה לא יכול לקבל עוד היום.",
    "budget|donor": "הנתינה שלך מושהית.",
    "^click": "התאריך רחוק מדי.",
    settled: "החודש שלו נגמר; הוא נשאר נתון.",
    "scope|token|not-c": "לשם כך יש להתחבר שוב.",
    connected: "מחובר אל @.",
    "popup|access|storage": "אין חיבור: החלון נסגר או נחסם.",
  },
  failed: "זה לא הצליח. נא לנסות שוב.",
};
