/* The judge of conditions in the browser: the same rules as on the server, run, never built (no eval). */
import { LogicEngine } from "../stegvis/js/vendor/json-logic-engine.js";

const engine = new LogicEngine();

/** Whether a rule, said in the strict profile, holds for what is known. */
export function holds(logic, facts) {
  try {
    return engine.run(logic, facts) === true;
  } catch {
    return false;
  }
}

const NUMBER = /^[+-]?\d{1,15}(?:[.,]\d{1,10})?$/;
const GAPS = /[ \u00a0\u202f\u2009]/g;
const POINTED = /^(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})$/;
const DASHED = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

/** A number as people write it, or nothing. */
export function number(text) {
  const plain = text.trim().replace(GAPS, "").replace("\u2212", "-");
  return NUMBER.test(plain) ? Number(plain.replace(",", ".")) : undefined;
}

/** A day as people write it, as an ISO date, or nothing when the calendar does not have it. */
export function day(text) {
  const plain = text.trim();
  const pointed = POINTED.exec(plain);
  const dashed = DASHED.exec(plain);
  if (!pointed && !dashed) return undefined;
  const [year, month, date] = (pointed ? [pointed[3], pointed[2], pointed[1]] : dashed.slice(1)).map(Number);
  const found = new Date(Date.UTC(year, month - 1, date));
  const exists = found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  return exists && year >= 1850 && year <= 2200 ? found.toISOString().slice(0, 10) : undefined;
}

const CLOCK = /^([01]?\d|2[0-3])(?:[.:]([0-5]\d))?$/;

/** A time of day as people write it, as HH:MM, or nothing. */
export function time(text) {
  const found = CLOCK.exec(text.trim());
  return found ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : undefined;
}
