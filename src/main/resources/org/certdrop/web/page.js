// Keeps the page up to date: fetches it again, and puts the new content in place of the old one.
// Without this script the page is the same; it is then renewed by hand.
"use strict";
(() => {
  const PERIOD = 10000;
  const FOCUSABLE = "a, summary, button";
  const PAUSED = "certdrop-paused";
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  const filter = document.getElementById("filter");
  let paused = sessionStorage.getItem(PAUSED) === "yes";
  let saidLast = document.getElementById("said").innerHTML;
  let timer;
  let busy = false;
  let isOpen = document.querySelector("head noscript") !== null;

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

  // Nor somebody who types.
  function isInUse() {
    return [...main.querySelectorAll("input:not([type=hidden])")]
        .some(field => field === document.activeElement || field.checked || field.value !== field.defaultValue);
  }

  // A command is typed elsewhere: a button beside it copies it. Browsers let a page do that if it
  // comes from this very computer, or by HTTPS.
  function offerCopies() {
    if (navigator.clipboard === undefined) {
      return;
    }
    for (const command of document.querySelectorAll(".command:not(:has(button))")) {
      const text = command.textContent.trim();
      const copy = document.createElement("button");
      const what = document.createElement("span");
      copy.type = "button";
      copy.textContent = "Copy";
      what.className = "unseen";
      what.textContent = ` ${text}`;
      copy.append(what);
      copy.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(text);
          copy.firstChild.data = "Copied";
          say("Copied.");
        } catch (failure) {
          say("This browser does not let the page copy: mark the command, and copy it.");
        }
      });
      command.prepend(copy);
    }
  }

  function replace(text) {
    const next = new DOMParser().parseFromString(text, "text/html");
    const content = next.getElementById("main");
    if (content === null) {
      throw new Error("no page");
    }
    document.title = next.title;
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const links = [...main.querySelectorAll(FOCUSABLE)];
    const place = links.indexOf(focused);
    const said = next.getElementById("said");
    if (said.innerHTML !== saidLast) {
      saidLast = said.innerHTML;
      document.getElementById("said").replaceChildren(...said.childNodes);
    }
    isOpen = next.querySelector("head noscript") !== null;
    const opened = new Map([...main.querySelectorAll("details")].map(fold => [fold.id, fold.open]));
    main.replaceChildren(...content.childNodes);
    offerCopies();
    for (const fold of main.querySelectorAll("details")) {
      fold.open = fold.open || opened.get(fold.id) === true;
    }
    if (focused !== null && focused !== main) {
      const same = main.querySelectorAll(FOCUSABLE)[place];
      (same ?? main).focus({preventScroll: true});
    }
  }

  async function renew(asked) {
    if (busy || (!asked && (paused || document.hidden || isMarked() || isInUse()))) {
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
  filter?.addEventListener("input", () => {
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
  // A file that was dropped gets its verdict within seconds.
  setInterval(() => {
    if (isOpen) {
      renew(false);
    }
  }, 1000);
  offerCopies();
  show();

  // Files that are dragged onto the page are sent as if they were chosen.
  const files = document.getElementById("chosen");
  if (files !== null) {
    document.addEventListener("dragover", event => {
      event.preventDefault();
      files.form.classList.add("over");
    });
    document.addEventListener("dragleave", () => files.form.classList.remove("over"));
    document.addEventListener("drop", event => {
      event.preventDefault();
      files.form.classList.remove("over");
      if (event.dataTransfer.files.length > 0) {
        files.files = event.dataTransfer.files;
        files.form.requestSubmit();
      }
    });
  }

  // Says of a number while it is typed what is wrong with it; nothing is sent by that.
  const number = document.getElementById("number");
  if (number !== null) {
    const typed = document.getElementById("typed");
    number.addEventListener("input", () => {
      const text = number.value.replace(/[\s-]/g, "");
      const digits = /^[0-9]*$/.test(text);
      if (text === "") {
        typed.textContent = "";
      } else if (text === number.dataset.ours.replace(/\s/g, "")) {
        typed.textContent = "This is our own number: type what they read out.";
      } else if (digits && text.length < 30) {
        typed.textContent = `${30 - text.length} of 30 digits are missing.`;
      } else if (digits && text.length > 30) {
        typed.textContent = `${text.length - 30} digits too many.`;
      } else {
        typed.textContent = "Complete.";
      }
    });
  }
})();
