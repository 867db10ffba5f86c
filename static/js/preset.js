// "Something else" leads straight to the list of what can be sold. Without this file one opens it oneself.

const more = document.getElementById("id_more_offers");
for (const choice of document.querySelectorAll("[name=preset]")) {
  choice.addEventListener("change", () => { more.open ||= choice.value === "other"; });
}
