// What the toolbar does to the text; every change can be undone with the browser's own undo.
export const marks = {
  bold: { around: "**" },
  italic: { around: "*" },
  spoiler: { around: "||" },
  code: { around: "`", block: "```" },
  quote: { before: "> " },
  list: { before: "- " },
  link: { link: true },
  goOn,
};

export function edit(text, mark) {
  text.focus();
  const { selectionStart: from, selectionEnd: to, value } = text;
  const chosen = value.slice(from, to);
  if (mark.before) return lines(text, mark.before);
  if (mark.link) {
    const isAddress = /^https?:\/\/\S+$/.test(chosen);
    put(text, from, to, isAddress ? `[](${chosen})` : `[${chosen}](https://)`);
    const place = isAddress ? from + 1 : from + chosen.length + 3;
    return text.setSelectionRange(place, isAddress ? place : place + 8);
  }
  if (mark.block && chosen.includes("\n")) {
    put(text, from, to, `${mark.block}\n${chosen}\n${mark.block}`);
    return;
  }
  const sign = mark.around;
  const isMarked = value.slice(from - sign.length, from) === sign && value.slice(to, to + sign.length) === sign;
  if (isMarked) {
    put(text, from - sign.length, to + sign.length, chosen);
    return text.setSelectionRange(from - sign.length, to - sign.length);
  }
  put(text, from, to, sign + chosen + sign);
  text.setSelectionRange(from + sign.length, to + sign.length);
}

function lines(text, sign) {
  const { value } = text;
  const from = value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const next = value.indexOf("\n", text.selectionEnd);
  const to = next < 0 ? value.length : next;
  const rows = value.slice(from, to).split("\n");
  const isMarked = rows.every((row) => row.startsWith(sign));
  put(text, from, to, rows.map((row) => (isMarked ? row.slice(sign.length) : sign + row)).join("\n"));
}

// Enter in a list or a quotation goes on with it; on an empty item it ends it.
function goOn(text) {
  const { selectionStart: here, selectionEnd: end, value } = text;
  if (here !== end) return false;
  const from = value.lastIndexOf("\n", here - 1) + 1;
  const row = value.slice(from, here);
  const found = /^(\s*)([-*+] (?:\[[ x]\] )?|(\d{1,4})([.)]) |> )/.exec(row);
  if (!found) return false;
  if (row.length === found[0].length) {
    put(text, from, here, "");
    return true;
  }
  const sign = found[3] ? `${Number(found[3]) + 1}${found[4]} ` : found[2].replace("[x]", "[ ]");
  put(text, here, here, `\n${found[1]}${sign}`);
  return true;
}

export function put(text, from, to, words) {
  text.focus();
  text.setSelectionRange(from, to);
  // The only way that keeps the browser's undo; where it is gone, the text is set plainly.
  if (!document.execCommand(words ? "insertText" : "delete", false, words)) text.setRangeText(words, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}
