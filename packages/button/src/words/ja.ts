import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** What stands in the line in Japanese. */
export const line: LineWords = {
  lang: "ja",
  idle: "応援",
  sending: "送信中",
  pending: "保存済み",
  counted: "ありがとう",
  yours: "応援済み",
  rejected: "拒否",
  error: "再試行",
  offline: "オフライン",
  clicks: "クリック",
  more: "オプション",
};

/** The sentences of the popover and of the live region in Japanese. `#` stands for a number (in `until` for a month's name), `@` for the backend's host. */
export const sentences: PopoverWords = {
  connect: "接続",
  undo: "取り消す",
  disconnect: "接続解除",
  page: "マイページ",
  unclaimed: "以前のクリック：#。自分の？",
  yes: "はい",
  no: "いいえ",
  monthly: "毎月贈る：",
  ever: "終了するまで",
  every: "毎月贈っています。",
  until: "#まで。",
  end: "終了",
  first: "押すと1クリック。登録不要。",
  saved: "ここに保存。@に一度接続すると数えます。",
  kept: "閉じるまで保存。",
  later: "未送信です。",
  gave: "今月：#。",
  news: {
    counted: "数えました。ありがとう！",
    undone: "取り消し済み。",
    begun: "来月から。ありがとう！",
    ended: "終了しました。",
    cut: "ここだけ解除。",
    disconnected: "解除しました。",
    publisher: "この作者は受け取れない。",
    "own-t": "自分のページ。",
    "url|site": "この作者のページではない。",
    many: "今日はもう受け取れない。",
    "budget|donor": "寄付は停止中。",
    "^click": "日付が離れすぎ。",
    settled: "その月は終了。",
    "scope|token|not-c": "もう一度接続。",
    connected: "@に接続済み。",
    "popup|access|storage": "未接続：画面が閉じたか遮断。",
  },
  failed: "できません。もう一度。",
};
