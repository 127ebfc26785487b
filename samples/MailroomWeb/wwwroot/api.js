// What the host answers with a fault: the status, and a reason for people.
export class Refusal extends Error {
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

const reasons = {
  0: "The server cannot be reached. Look at your connection and try again.",
  429: "Too many tries. Wait a little, then try again.",
  503: "The server is not ready at the moment. Try again.",
};

// Asks the host. The cookie goes along by itself; no script can read it. What writes carries a header that no form can send.
export async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { "X-Raindrop-Client": "mailroom", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: "no-store",
    });
  } catch {
    throw new Refusal(0, reasons[0]);
  }

  const text = await response.text();
  const answer = response.headers.get("Content-Type")?.includes("json") && text ? JSON.parse(text) : {};
  if (!response.ok) throw new Refusal(response.status, answer.reason ?? answer.detail ?? reasons[response.status] ?? "That did not work. Try again.");
  return answer;
}
