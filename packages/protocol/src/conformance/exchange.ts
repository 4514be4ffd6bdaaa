/** One request and its answer, as the suite sent and read them. */
export type Exchange = {
  request: { method: string; url: string; headers: Record<string, string>; body: string | null };
  answer: { status: number; headers: Headers; text: string };
};

const LONGEST_LINE = 600;

/**
 * An exchange as a person reads it: request, status, headers, body. Tokens are not shown, and what is long is cut.
 * @example describeExchange(exchange) // "GET https://give.example/v1/counts?url=…\n…"
 */
export function describeExchange({ request, answer }: Exchange): string {
  const asked = Object.entries(request.headers).map(([name, value]) => `${name}: ${veiled(name, value)}`);
  const answered = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `> ${request.method} ${cut(request.url)}`,
    ...asked.map((line) => `> ${line}`),
    ...(request.body ? [`> ${cut(request.body)}`] : []),
    `< ${answer.status}`,
    ...answered.map((line) => `< ${line}`),
    ...(answer.text ? [`< ${cut(answer.text)}`] : []),
  ];
  return lines.join("\n");
}

function veiled(name: string, value: string): string {
  return name.toLowerCase() === "authorization" ? value.replace(/ .*/, " (hidden)") : value;
}

function cut(text: string): string {
  const line = text.replaceAll("\n", "\\n");
  if (line.length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE)}… (${text.length} characters)`;
}
