/* Counted values in the browser: the same logic and the same arithmetic as `forms.counted.scoring` on the server.
   What is shown here is only a help: the server counts again and stores its own. */
import { LogicEngine } from "../stegvis/js/vendor/json-logic-engine.js";

const MOST = 1e15;
const MOST_DECIMALS = 10;
const engine = new LogicEngine();

/** Round half away from zero, by the figures one sees; shifted as text, as on the server. */
export function rounded(value, decimals = 0) {
  const figures = Math.min(Math.max(Math.trunc(decimals), 0), MOST_DECIMALS);
  if (Math.abs(value) >= MOST) return value;
  const [mantissa, exponent = "0"] = String(Math.abs(value)).split("e");
  const shifted = Number(`${mantissa}e${Number(exponent) + figures}`);
  let whole = Math.floor(shifted);
  if (shifted - whole >= 0.5) whole += 1;
  const size = Number(`${BigInt(whole)}e-${figures}`);
  return value < 0 ? -size : size;
}

/** An ISO date in parts; refuses what the calendar does not have. */
function parts(text) {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) throw new Error("no day");
  const [year, month, day] = found.slice(1).map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  if (year < 1 || moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day) throw new Error("no day");
  return { year, month, day, count: Math.round(moment.getTime() / 86_400_000) };
}

export function daysBetween(first, last) {
  return parts(last).count - parts(first).count;
}

export function monthsBetween(first, last) {
  const [begins, ends] = [parts(first), parts(last)];
  if (ends.count < begins.count) return -monthsBetween(last, first);
  const months = (ends.year - begins.year) * 12 + ends.month - begins.month;
  return ends.day < begins.day ? months - 1 : months;
}

export function yearsBetween(first, last) {
  return Math.trunc(monthsBetween(first, last) / 12);
}

function root(value) {
  if (!(value >= 0)) throw new Error("no root");
  return Math.sqrt(value);
}

function divided(dividend, by) {
  if (by === 0) throw new Error("divided by zero");
  return dividend / by;
}

function operator(name, work) {
  engine.addMethod(name, (given) => work(...given), { deterministic: true, sync: true });
}

operator("round", rounded);
operator("days_between", daysBetween);
operator("months_between", monthsBetween);
operator("years_between", yearsBetween);
operator("sqrt", root);
operator("divided", divided);

/** What a recipe comes to, or null when there is no value. */
export function value(logic, facts) {
  try {
    const result = engine.run(logic, facts);
    if (typeof result !== "number" || !Number.isFinite(result) || Math.abs(result) >= MOST) return null;
    return result + 0;
  } catch {
    return null;
  }
}

/** The name of the stretch that a value lies in; "" when it lies in none. */
export function band(bands, found) {
  if (found === null) return "";
  const inside = ([, least, most]) => (least === null || found >= least) && (most === null || found <= most);
  return (bands.find(inside) ?? [""])[0];
}

/** All counted values of a form, in the order the server sent them; later ones may read earlier ones. */
export function values(recipes, facts) {
  const known = { ...facts };
  const found = {};
  for (const { key, logic } of recipes) {
    found[key] = value(logic, known);
    if (found[key] === null) delete known[key];
    else known[key] = found[key];
  }
  return found;
}
