// Whoever comes in by a link finds no copies of pages that somebody else has read here.
"use strict";
(() => {
  const form = document.getElementById("join");
  const own = form.dataset.queue;
  const response = own.slice(0, own.lastIndexOf("-") + 1);

  form.addEventListener("submit", async () => {
    const names = await self.caches?.keys() || [];
    for (const name of names) if (name.startsWith(response) && name !== own) self.caches.delete(name);
  });
})();
