/* A file that was chosen in a form and not sent, for kept-form.js: it is kept with what is typed, and put back.
   One that is too large for that is kept by name alone. */

"use strict";

/** `changed` is called once a file that was just chosen has been read. */
window.keptFiles = (form, changed) => {
  const LARGEST = 3_000_000; // bytes; a browser keeps some five million letters, and three bytes make four
  const inputs = [...form.querySelectorAll('input[type="file"]')];
  const read = {};

  const take = (input) => {
    const file = input.files[0];
    delete read[input.name];
    if (!file || file.size > LARGEST) {
      if (file) read[input.name] = { file: file.name };
      changed();
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      if (input.files[0] !== file) return;
      read[input.name] = { file: file.name, type: file.type, data: reader.result.split(",")[1] ?? "" };
      changed();
    });
    reader.readAsDataURL(file);
  };

  const putBack = (input, { file, type, data }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const list = new DataTransfer();
    list.items.add(new File([bytes], file, { type }));
    input.files = list.files;
    read[input.name] = { file, type, data };
  };

  for (const input of inputs) input.addEventListener("change", () => take(input));
  // Back from another page, the browser may have put it back itself.
  addEventListener("pageshow", () => inputs.filter((input) => input.files.length).forEach(take));

  return {
    chosen: () => (Object.keys(read).length ? { ...read } : undefined),
    /** The same, without the files themselves. */
    names: () => Object.fromEntries(Object.entries(read).map(([name, { file }]) => [name, { file }])),
    /** Whether the form already has them. */
    has: (kept) => Object.keys(kept).every((name) => inputs.some((one) => one.name === name && one.files.length)),
    /** The inputs that got their file, or that have to get it from their owner. */
    putBack: (kept) => {
      const found = inputs.filter((input) => kept[input.name]);
      for (const input of found) if (kept[input.name].data !== undefined) putBack(input, kept[input.name]);
      return found;
    },
    /** In the box that offers it: which file, and whether it has to be chosen again. */
    tell: (box, kept) => {
      for (const { file, data } of Object.values(kept)) {
        const line = box.querySelector(data === undefined ? "[data-file-large]" : "[data-file-kept]");
        line.hidden = false;
        line.querySelector("bdi").textContent = file;
      }
    },
  };
};
