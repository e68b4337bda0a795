package org.certdrop.web;

import java.util.Map;
import java.util.Optional;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Code;
import org.certdrop.status.Bulletin;
import org.certdrop.text.Problem;

/**
 * What a person who signed in can do on the page, where a hint says what to type: verdicts, which
 * are read without the page, too, name commands.
 *
 * @param words what to do
 * @param place where that is done
 */
record OnThisPage(String words, String place) {
  /** Where a party is opened, in the place of {@link #place}. */
  private static final String PARTY = "";

  private static final OnThisPage OPEN_ANOTHER =
      new OnThisPage(
          "open the party that is registered, to compare numbers or to remove it.", "#parties");

  private static final Map<String, OnThisPage> BY_CODE =
      Map.of(
          Code.KEY_CHANGE.toString(),
          new OnThisPage(
              "open the party, type what it reads out, and check the box below it.", PARTY),
          Code.FORMER_CERTIFICATE.toString(),
          new OnThisPage("open the party, take the files for it, and send them.", PARTY),
          Code.NOT_ON_ROSTER.toString(),
          new OnThisPage("bring in a roster with the party, then drop it again.", "#roster"),
          Code.SECOND_RESEARCHER.toString(),
          OPEN_ANOTHER,
          Code.CERTIFICATE_IN_USE.toString(),
          OPEN_ANOTHER,
          Code.PARTY_ID_CONFLICT.toString(),
          OPEN_ANOTHER);

  /** For what belongs to no party. */
  static final OnThisPage FEDERATION =
      new OnThisPage("make a roster, or bring one in; files are dropped above.", "#roster");

  /** For what is wrong with our own certificate. */
  static final OnThisPage OURSELVES =
      new OnThisPage("make a new certificate, or bring in a roster.", "#own");

  /** For a party that lacks something. */
  static final OnThisPage OF_PARTY =
      new OnThisPage("open the party, to compare numbers or to remove it.", PARTY);

  /** For a value that did not fit. */
  static final OnThisPage COMPARE =
      new OnThisPage(
          "type it again below; if their new key was refused, a box says so there, to be checked.",
          PARTY);

  private static final OnThisPage STRICT =
      new OnThisPage("see what is missing by the strict test.", "#strict");

  /** For a party that was removed. */
  static final OnThisPage REMOVED =
      new OnThisPage(
          "if it comes with a new key, drop its files, and open it to compare numbers. With the same"
              + " certificate it takes the command.",
          PARTY);

  /**
   * What can be done about something that is missing, or good to know, where its hint says what to
   * type; nothing if it does not, or the page can do nothing.
   */
  static Html of(Problem problem, Bulletin bulletin) {
    if (!problem.hint().contains("./certdrop ") && !problem.hint().contains("etc/")) {
      return new Html();
    }
    if (problem.hint().contains("--strict")) {
      return STRICT.line(Optional.empty());
    }
    Optional<PartyId> named = PartyText.first(problem.message());
    if (named.isEmpty()) {
      return FEDERATION.line(named);
    }
    return PartyText.other(named.get().value(), bulletin).isEmpty()
        ? OURSELVES.line(named)
        : OF_PARTY.line(named);
  }

  /** What can be done about a finding of a verdict; empty if the page has nothing for it. */
  static Optional<OnThisPage> of(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The same on the page of its party, which is open there. */
  OnThisPage opened() {
    return new OnThisPage(words.replaceFirst("^open the party, ", ""), place);
  }

  /**
   * A line that leads there; nothing if it takes a party and there is none.
   *
   * @param party whom it is about
   */
  Html line(Optional<PartyId> party) {
    Optional<String> where =
        place.equals(PARTY)
            ? party.map(id -> Desk.partyPage(id.value()))
            : Optional.of("/" + place);
    return where
        .map(
            there ->
                new Html()
                    .open("p", "class", "here")
                    .inline("a", "On this page", "href", there)
                    .text(": " + words)
                    .close("p"))
        .orElse(new Html());
  }
}
