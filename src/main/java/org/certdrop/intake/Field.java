package org.certdrop.intake;

import org.certdrop.party.Endpoint;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** The fields of a party's metadata: what they are called, and what may be wrong with them. */
enum Field {
  PARTY_ID("party_id", "the party's id, as its component prints it"),
  COMPONENT("component", "NODE or RESEARCHER"),
  IP("ip", "the address at which the other parties reach the component"),
  PORT("port", "the TCP port on which the component listens"),
  SHA256("sha256", "the certificate's SHA-256 fingerprint"),
  TYPE("type", "what a signed sidecar does, registration or rotation"),
  SEQ("seq", "the number of the signed sidecar"),
  SUPERSEDES("supersedes", "the certificate whose place a rotation takes");

  private final String key;
  private final String meaning;

  Field(String key, String meaning) {
    this.key = key;
    this.meaning = meaning;
  }

  String key() {
    return key;
  }

  Finding missing() {
    return new Finding(
        Code.MISSING_FIELD,
        "The field " + key + " is missing: " + meaning + ".",
        "Ask the sender for " + meaning + ", and drop the files again with \"" + key + "\" set.");
  }

  Finding invalid(String problem, String hint) {
    return new Finding(Code.INVALID_FIELD, problem, hint);
  }

  Finding invalid(Parsed.Bad<?> bad) {
    return invalid(bad.problem(), bad.hint());
  }

  Finding wrongType(SidecarSyntax.Value seen) {
    boolean number = this == PORT;
    return invalid(
        key + " is " + seen.shown() + ", no " + (number ? "whole number" : "string") + ".",
        "Write "
            + (number ? "a whole number: " : "a string, in quotation marks: ")
            + meaning
            + ".");
  }

  /** Two parts of the submission do not say the same. */
  Finding contradicts(String where, Object one, String otherWhere, Object other) {
    return new Finding(
        Code.CONFLICTING_METADATA,
        where
            + " says that "
            + key
            + " is "
            + Printable.quoted(one.toString())
            + ", but "
            + otherWhere
            + " says "
            + Printable.quoted(other.toString())
            + ".",
        "Ask the sender which of the two is right, and drop files that agree.");
  }

  /** Reads a port written as plain decimal digits. */
  static Parsed<Integer> parsePort(String digits) {
    if (digits.matches("[0-9]{1,5}") && Endpoint.isPort(Long.parseLong(digits))) {
      return Parsed.good(Integer.valueOf(digits));
    }
    return Parsed.bad(
        "port is " + Printable.quoted(digits) + ", no whole number from 1 to 65535.",
        "Ask the sender for the TCP port on which the component listens, such as 14001.");
  }
}
