// Something that just happened, said once and politely.
export function toast(words) {
  const line = document.createElement("p");
  line.className = "toast floating";
  line.setAttribute("role", "status");
  document.body.append(line);
  line.textContent = words;
  setTimeout(() => line.remove(), 4000);
}
