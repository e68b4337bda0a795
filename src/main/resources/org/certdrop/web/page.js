// Keeps the page up to date: fetches it again, and puts the new content in place of the old one.
// Without this script the page is the same; it is then renewed by hand.
"use strict";
(() => {
  const PERIOD = 10000;
  const PAUSED = "certdrop-paused";
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  const filter = document.getElementById("filter");
  let paused = sessionStorage.getItem(PAUSED) === "yes";
  let timer;
  let busy = false;

  // Who does not want a page that changes under the eyes can stop it.
  const button = document.createElement("button");
  button.type = "button";
  live.after(button);

  function say(text) {
    if (live.textContent !== text) {
      live.textContent = text;
    }
  }

  function show() {
    button.textContent = paused ? "Go on" : "Pause";
    say(paused ? "Paused." : "Renewed every 10 seconds.");
  }

  // Somebody who marks a number to copy it must not lose it.
  function isMarked() {
    const selection = document.getSelection();
    return selection !== null && !selection.isCollapsed && main.contains(selection.anchorNode);
  }

  function replace(text) {
    const next = new DOMParser().parseFromString(text, "text/html");
    const content = next.getElementById("main");
    if (content === null) {
      throw new Error("no page");
    }
    document.title = next.title;
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const links = [...main.querySelectorAll("a, summary")];
    const place = links.indexOf(focused);
    const opened = new Map([...main.querySelectorAll("details")].map(fold => [fold.id, fold.open]));
    main.replaceChildren(...content.childNodes);
    for (const fold of main.querySelectorAll("details")) {
      fold.open = fold.open || opened.get(fold.id) === true;
    }
    if (focused !== null && focused !== main) {
      const same = main.querySelectorAll("a, summary")[place];
      (same ?? main).focus({preventScroll: true});
    }
  }

  async function renew(asked) {
    if (busy || (!asked && (paused || document.hidden || isMarked()))) {
      return;
    }
    busy = true;
    const address = location.pathname + location.search;
    try {
      const response = await fetch(address, {signal: AbortSignal.timeout(8000)});
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      const text = await response.text();
      if (address === location.pathname + location.search) {
        replace(text);
      }
      show();
    } catch (failure) {
      say("certdrop does not answer: what is shown may be old.");
    } finally {
      busy = false;
    }
  }

  button.addEventListener("click", () => {
    paused = !paused;
    sessionStorage.setItem(PAUSED, paused ? "yes" : "no");
    show();
    renew(!paused);
  });
  filter.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = filter.value.trim();
      const query = text === "" ? "" : "?" + new URLSearchParams({filter: text});
      history.replaceState(null, "", location.pathname + query);
      renew(true);
    }, 300);
  });
  document.addEventListener("visibilitychange", () => renew(false));
  setInterval(() => renew(false), PERIOD);
  show();
})();
