package org.certdrop.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.certdrop.party.Component;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** The fields of a sidecar, read one by one; everything that is wrong is noted. */
final class SidecarFields {
  private static final String ALIAS = "component_id";

  /** Fields of the own sidecars that are for people and other programs. */
  private static final Set<String> INFORMATIVE = Set.of("not_before", "not_after");

  private static final int MOST_NAMED = 32;
  private static final int LONGEST_NAME = 80;

  private final ObjectNode fields;
  private final List<Finding> findings = new ArrayList<>();

  SidecarFields(ObjectNode fields) {
    this.fields = fields;
  }

  Sidecar read() {
    Optional<PartyId> party = party();
    checkComponent(party);
    Metadata metadata =
        new Metadata(
            party,
            text(Field.IP).flatMap(ip -> good(Field.IP, IpAddress.parse(ip))),
            port(),
            sha256());
    return new Sidecar(metadata, findings, ignored());
  }

  private Optional<PartyId> party() {
    Optional<String> named = text(Field.PARTY_ID);
    Optional<String> alias = string(Field.PARTY_ID, fields.get(ALIAS));
    if (named.isPresent() && alias.isPresent() && !named.equals(alias)) {
      findings.add(
          Field.PARTY_ID.contradicts("party_id", named.get(), "component_id", alias.get()));
    }
    return named.or(() -> alias).flatMap(id -> good(Field.PARTY_ID, PartyId.parse(id)));
  }

  private void checkComponent(Optional<PartyId> party) {
    Optional<Component> component =
        text(Field.COMPONENT).flatMap(name -> good(Field.COMPONENT, Component.parse(name)));
    if (component.isPresent() && party.isPresent() && component.get() != party.get().component()) {
      findings.add(
          Field.COMPONENT.invalid(
              "component is "
                  + component.get()
                  + ", but the party id "
                  + party.get()
                  + " is that of a "
                  + party.get().component()
                  + ".",
              "Ask the sender what the party is, and leave the field out: the party id says it."));
    }
  }

  private Optional<Integer> port() {
    JsonNode node = fields.get(Field.PORT.key());
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isTextual() || node.isIntegralNumber()) {
      return good(Field.PORT, Field.parsePort(node.asText()));
    }
    findings.add(Field.PORT.wrongType(cut(node.toString())));
    return Optional.empty();
  }

  private Optional<Fingerprint> sha256() {
    Optional<String> text = text(Field.SHA256);
    Optional<Fingerprint> fingerprint = text.flatMap(Fingerprint::parse);
    if (text.isPresent() && fingerprint.isEmpty()) {
      findings.add(
          Field.SHA256.invalid(
              "sha256 is "
                  + Printable.quoted(text.get())
                  + ", no SHA-256 fingerprint of 32 octets.",
              "Write the certificate's fingerprint as openssl x509 -fingerprint -sha256 prints it, or"
                  + " leave the field out."));
    }
    return fingerprint;
  }

  private Optional<String> text(Field field) {
    return string(field, fields.get(field.key()));
  }

  private Optional<String> string(Field field, JsonNode node) {
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (node.isTextual()) {
      return Optional.of(node.textValue());
    }
    findings.add(field.wrongType(cut(node.toString())));
    return Optional.empty();
  }

  private <T> Optional<T> good(Field field, Parsed<T> parsed) {
    if (parsed instanceof Parsed.Bad<T> bad) {
      findings.add(field.invalid(bad));
      return Optional.empty();
    }
    return Optional.of(((Parsed.Good<T>) parsed).value());
  }

  private List<String> ignored() {
    List<String> names = new ArrayList<>();
    fields
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!isKnown(name) && names.size() < MOST_NAMED) {
                names.add(Printable.of(cut(name)));
              }
            });
    return names;
  }

  private static boolean isKnown(String name) {
    for (Field field : Field.values()) {
      if (field.key().equals(name)) {
        return true;
      }
    }
    return name.equals(ALIAS) || INFORMATIVE.contains(name);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
  }
}
