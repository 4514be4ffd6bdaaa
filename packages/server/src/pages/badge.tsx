const DROP = "M8 1.5C6.5 4.2 3 7 3 10a5 5 0 0 0 10 0C13 7 9.5 4.2 8 1.5z";
const STREAM = "M5.5 10.3q1.25-1.2 2.5 0t2.5 0";
const WORD = "Rivulet";
const WORD_WIDTH = 68;
const DIGIT_WIDTH = 8;

/**
 * How often a page was clicked, as an image of its own: it says its text to screen readers, and shows nothing of what was asked, so
 * that no address can put anything into it. Light and dark follow the reader's system.
 */
export function Badge({ count }: { count: number }) {
  const shown = String(count);
  const width = WORD_WIDTH + 14 + shown.length * DIGIT_WIDTH;
  const text = count === 1 ? `1 click with ${WORD}` : `${shown} clicks with ${WORD}`;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height="24"
      viewBox={`0 0 ${width} 24`}
      role="img"
      aria-label={text}
    >
      <title>{text}</title>
      <style>{STYLE}</style>
      <rect class="ground" x="0.5" y="0.5" width={width - 1} height="23" rx="6" />
      <g transform="translate(6 4)">
        <path class="drop" d={DROP} />
        <path class="stream" d={STREAM} />
      </g>
      <text x="26" y="16">
        {WORD}
      </text>
      <text class="count" x={WORD_WIDTH + 7 + (shown.length * DIGIT_WIDTH) / 2} y="16" text-anchor="middle">
        {shown}
      </text>
    </svg>
  );
}

const STYLE = `text{font:12px system-ui,sans-serif;fill:#123c4a}.count{font-weight:600}
.ground{fill:#fff;stroke:#6f8a94}.drop{fill:#0b6e8f}.stream{fill:none;stroke:#fff;stroke-width:1.4;stroke-linecap:round}
@media(prefers-color-scheme:dark){text{fill:#e6f3f7}.ground{fill:#10242c;stroke:#7fa3b0}.drop{fill:#58bfe0}.stream{stroke:#10242c}}`;
