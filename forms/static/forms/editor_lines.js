/* Rows as lines, cells apart by tabs: the first cell the key, the second the words; a line with one cell is the words. */

export const TAB = "\t";

export function readLines(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const cells = line.split(TAB).map((cell) => cell.trim());
      return cells.length === 1 ? ["", cells[0]] : cells;
    });
}

/** The choices of a question, for those who compare with them. */
export function readChoices(text) {
  return readLines(text).map(([code, label]) => ({ code, label: label ?? "" }));
}

export function writeLines(rows) {
  return rows
    .filter((row) => row.some((cell) => cell))
    .map((row) => [row.slice(0, 2).join(TAB), ...row.slice(2)].join(TAB).replace(/\t+$/, ""))
    .map((line) => (line.includes(TAB) ? line : `${line}${TAB}`))
    .join("\n");
}
