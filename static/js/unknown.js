// "I don't know" and the boxes beside it exclude each other; without scripts the server asks which one holds.

function settle(event) {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked || !box.closest("#wizard")) return;
  const same = document.querySelectorAll(`#wizard input[type="checkbox"][name="${CSS.escape(box.name)}"]`);
  for (const other of same) {
    if (other !== box && (box.value === "unknown" || other.value === "unknown")) other.checked = false;
  }
}

// Before anybody else who listens reads the form.
document.addEventListener("change", settle, true);
