package org.certdrop.submission;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.certdrop.party.Endpoint;
import org.certdrop.rules.Code;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;

/** The fields of a party's metadata: what they are called, and what may be wrong with them. */
public enum Field {
  PARTY_ID(
      "party_id",
      "the party's id, as its component prints it",
      "id",
      "party",
      "name",
      "nodeid",
      "node",
      "researcherid"),
  COMPONENT("component", "NODE or RESEARCHER"),
  IP(
      "ip",
      "the address at which the other parties reach the component",
      "host",
      "hostname",
      "address",
      "addr",
      "ipaddress",
      "endpoint"),
  PORT("port", "the TCP port on which the component listens", "portnumber", "tcpport", "endpoint"),
  SHA256("sha256", "the certificate's SHA-256 fingerprint"),
  TYPE("type", "what a signed sidecar does, registration or rotation"),
  SEQ("seq", "the number of the signed sidecar"),
  SUPERSEDES("supersedes", "the certificate whose place a rotation takes");

  private final String key;
  private final String meaning;
  private final Set<String> alike;

  /** Names that are taken for this one, without regard to case and signs. */
  Field(String key, String meaning, String... alike) {
    this.alike = Set.of(alike);
    this.key = key;
    this.meaning = meaning;
  }

  public String key() {
    return key;
  }

  /**
   * That it is missing.
   *
   * @param unknown the names that are there and mean nothing
   * @return the finding, which asks whether one of them was meant for this one
   */
  public Finding missing(List<UnknownName> unknown) {
    String found =
        unknown.stream()
            .filter(this::isMeantBy)
            .findFirst()
            .map(name -> name.question(key))
            .orElse("");
    return new Finding(
        Code.MISSING_FIELD,
        "The field " + key + " is missing: " + meaning + ".",
        found
            + "Ask the sender for "
            + meaning
            + ", and drop the files again with \""
            + key
            + "\" set.");
  }

  /** A word for another field is no misspelling of this one. */
  private boolean isMeantBy(UnknownName name) {
    return name.isOneOf(alike)
        || (name.isLike(key)
            && Arrays.stream(values()).noneMatch(field -> name.isOneOf(field.alike)));
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
  public Finding contradicts(String where, Object one, String otherWhere, Object other) {
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
    String problem = "port is " + Printable.quoted(digits) + ", no whole number from 1 to 65535.";
    if (Endpoint.parse(digits) instanceof Parsed.Good<Endpoint> both) {
      return Parsed.bad(
          problem,
          "That is an address with a port: write the port alone, "
              + both.value().port()
              + ", and put "
              + both.value().ip()
              + " into \"ip\".");
    }
    return Parsed.bad(
        problem, "Ask the sender for the TCP port on which the component listens, such as 14001.");
  }
}
