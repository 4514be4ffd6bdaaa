import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Arabic. */
export const line: LineWords = {
  lang: "ar",
  dir: "rtl",
  idle: "تبرّع",
  sending: "جارٍ الإرسال",
  pending: "محفوظة",
  counted: "شكرًا",
  yours: "أُعطيت",
  rejected: "مرفوضة",
  error: "أعد",
  offline: "بلا شبكة",
  clicks: "نقرات",
  more: "خيارات",
};

/** The sentences of the popover and of the live region in Arabic. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "اتصال",
  undo: "تراجع",
  disconnect: "قطع الاتصال",
  page: "صفحتي",
  unclaimed: "نقرات سابقة: #. لك؟",
  yes: "نعم",
  no: "لا",
  monthly: "أعطِ شهريًا لمدة",
  ever: "حتى أُنهيه",
  every: "تعطي هنا شهريًا.",
  until: "حتى #.",
  end: "إنهاء",
  first: "كل ضغطة نقرة، بلا حساب.",
  saved: "محفوظة هنا. اتصل مرة بـ @ فتُحتسب.",
  kept: "محفوظة حتى تُغلق الصفحة.",
  later: "لم تُرسل بعد.",
  gave: "أُعطي هذا الشهر: #.",
  news: {
    counted: "احتُسبت. شكرًا!",
    undone: "تم التراجع.",
    begun: "من الشهر القادم. شكرًا!",
    ended: "انتهى.",
    cut: "قُطع هنا فقط.",
    disconnected: "قُطع الاتصال.",
    publisher: "هذا الكاتب لا يتلقى هنا.",
    "own-t": "هذه صفحتك.",
    "url|site": "ليست صفحة هذا الكاتب.",
    many: "لا مزيد لهذه الصفحة اليوم.",
    "budget|donor": "عطاؤك متوقف.",
    "^click": "تاريخها بعيد.",
    settled: "انتهى شهرها.",
    "scope|token|not-c": "اتصل مرة أخرى.",
    connected: "متصل بـ @.",
    "popup|access|storage": "لا اتصال: النافذة مغلقة أو محجوبة.",
  },
  failed: "لم ينجح. حاول مجددًا.",
};
