package org.certdrop.web;

import java.util.Optional;
import org.certdrop.registration.Entry;
import org.certdrop.x509.Fingerprint;

/** The forms by which a person acts; they work without JavaScript. */
final class Forms {
  private Forms() {}

  private static Html open(String path, Session session) {
    return new Html()
        .open("form", "method", "post", "action", path, "enctype", "multipart/form-data")
        .add(hidden(Form.TOKEN, session.formToken()));
  }

  private static Html hidden(String name, String value) {
    return new Html().open("input", "type", "hidden", "name", name, "value", value);
  }

  private static Html end(String button) {
    return new Html().element("button", button, "type", "submit").close("form");
  }

  private static Html field(String id, String label, String... attributes) {
    Html html = new Html().element("label", label, "for", id);
    String[] all = new String[attributes.length + 8];
    System.arraycopy(
        new String[] {"id", id, "autocomplete", "off", "spellcheck", "false", "maxlength", "128"},
        0,
        all,
        0,
        8);
    System.arraycopy(attributes, 0, all, 8, attributes.length);
    return html.open("input", all);
  }

  /** Brings files into the inbox. */
  static Html drop(Session session) {
    Html html = open(Desk.DROP, session);
    html.element("label", "Bring in what another site sent", "for", "chosen");
    html.element(
        "p",
        "Choose the files of one mail or stick together, or drag them onto this page: certificates,"
            + " sidecars, signatures, receipts, or a ZIP of them.",
        "class",
        "hint");
    html.open("p", "class", "field");
    html.open("input", "id", "chosen", "type", "file", "name", "files", "multiple", "");
    return html.element("button", "Drop", "type", "submit").close("p").close("form");
  }

  /** Ends the session. */
  static Html signOut(Session session) {
    return open(Desk.SIGN_OUT, session).add(end("Sign out"));
  }

  /** Puts aside what was said. */
  static Html read(Session session) {
    return open("/read", session).add(end("I have read this"));
  }

  /** Puts a refused submission in again, as it is. */
  static Html again(String submission, Session session) {
    return open("/again", session).add(hidden("submission", submission)).add(end("Drop it again"));
  }

  /** Takes a refusal off the page. */
  static Html putAside(String submission, Session session) {
    return open("/aside", session).add(hidden("submission", submission)).add(end("Put it aside"));
  }

  /** Has a lone file judged as it is. */
  static Html awaitNoLonger(String file, Session session) {
    return open("/alone", session).add(hidden("file", file)).add(end("Wait no longer for it"));
  }

  /**
   * Takes what the other site reads out.
   *
   * @param ours our own number, which is not to be typed
   * @param address whether an address waits that no key signed
   * @param replace what the box is for that lets something give way; empty if nothing would
   */
  static Html confirm(
      String party, String ours, boolean address, Optional<String> replace, Session session) {
    Html html = open("/confirm", session).add(hidden("party", party));
    html.add(
        field(
            "number",
            "What they read out: their number, or their certificate's fingerprint",
            "name",
            "number",
            "required",
            "",
            "data-ours",
            ours));
    html.element("p", "", "id", "typed", "class", "hint", "role", "status");
    if (address) {
      html.add(field("address", "The address that they read out, IP:PORT", "name", "address"));
    }
    replace.ifPresent(
        words -> {
          html.open("p", "class", "choice");
          html.open("input", "type", "checkbox", "id", "replace", "name", "replace");
          html.inline("label", words, "for", "replace").close("p");
        });
    return html.add(end("Confirm"));
  }

  /**
   * Gives a party an alias, or takes it away.
   *
   * @param alias what it is called now; empty if nothing
   */
  static Html alias(String party, String alias, Session session) {
    return open(Naming.PATH, session)
        .add(hidden("party", party))
        .add(field("alias", "What people here call this site", "name", "alias", "value", alias))
        .element(
            "p",
            "It stands beside the id here and at the command line, and goes to no other site. An"
                + " empty field takes it away.",
            "class",
            "hint")
        .add(end("Call it so"));
  }

  /** Drops a certificate that waits. */
  static Html reject(Entry waiting, Session session) {
    return open("/reject", session)
        .add(hidden("party", waiting.party().value()))
        .add(hidden("certificate", waiting.sha256().toString()))
        .element(
            "p",
            "If nobody there knows of this certificate, reject it: it then waits no longer. What is"
                + " registered stays.")
        .add(end("Reject"));
  }

  /** Makes a roster of who is registered, as a file to be kept. */
  static Html makeRoster(String federation) {
    return new Html()
        .open("form", "method", "get", "action", Rostering.MADE)
        .add(
            field(
                "federation",
                "What the federation is called",
                "name",
                Rostering.FEDERATION,
                "value",
                federation,
                "required",
                ""))
        .add(end("Roster of the parties registered here"));
  }

  /** Brings a roster in, to be looked at first. */
  static Html lookAtRoster(Session session) {
    return open(Rostering.LOOK, session)
        .element("label", "The roster that all sites have agreed on", "for", "roster-file")
        .open("input", "id", "roster-file", "type", "file", "name", "roster", "required", "")
        .open("p")
        .close("p")
        .add(end("See what it changes"));
  }

  /** Puts in place what the person saw. */
  static Html putRoster(Fingerprint seen, Session session) {
    return open(Rostering.PUT, session)
        .add(hidden(Rostering.SEEN, seen.toString()))
        .add(end("Let this roster count"));
  }

  /** Leaves it. */
  static Html leaveRoster(Session session) {
    return open(Rostering.LEAVE, session).add(end("Leave it as it is"));
  }

  /** Makes a new certificate and key of our own. */
  static Html renew(String own, Session session) {
    return open(Renewing.PATH, session)
        .element(
            "p",
            "The new pair takes the place of ours at once, and the old one is kept; the old key signs"
                + " for the new certificate, the new one signs our receipts again. Each site must then"
                + " get the files for it, and some will compare our new number by phone: do it only if"
                + " the certificate ends, or must change.")
        .add(
            field(
                "own-last",
                "Type the last " + Acts.TYPED + " characters of our id, " + own,
                "name",
                "last",
                "required",
                ""))
        .add(end("Make them"));
  }

  /** Removes a party. */
  static Html delete(String party, Session session) {
    return open("/delete", session)
        .add(hidden("party", party))
        .element(
            "p",
            "It takes no part any more, and is taken out of Fed-BioMed's database. It comes back here"
                + " with a new key alone, once you have compared that; with the same certificate, by a"
                + " command.")
        .add(
            field(
                "last",
                "Type the last " + Acts.TYPED + " characters of its id",
                "name",
                "last",
                "required",
                ""))
        .add(end("Remove"));
  }
}
