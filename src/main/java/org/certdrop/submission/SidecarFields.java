package org.certdrop.submission;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.certdrop.party.Component;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
import org.certdrop.submission.SidecarSyntax.Value;
import org.certdrop.text.Parsed;
import org.certdrop.text.Printable;
import org.certdrop.x509.Fingerprint;

/** Reads a sidecar field by field, and notes everything that is wrong. */
final class SidecarFields {
  private static final String ALIAS = "component_id";

  /** Fields of the own sidecars that are for people and other programs. */
  private static final Set<String> INFORMATIVE = Set.of("not_before", "not_after", "created_at");

  private static final int MOST_NAMED = 32;

  private final Map<String, Value> fields;
  private final List<Finding> findings = new ArrayList<>();

  private SidecarFields(Map<String, Value> fields) {
    this.fields = fields;
  }

  static Sidecar read(Map<String, Value> fields) {
    return new SidecarFields(fields).read();
  }

  private Sidecar read() {
    Optional<PartyId> party = party();
    checkComponent(party);
    Metadata metadata =
        new Metadata(
            party,
            text(Field.IP).flatMap(ip -> good(Field.IP, IpAddress.parse(ip))),
            port(),
            sha256());
    Optional<Declaration> declaration = DeclarationFields.read(fields, findings);
    return new Sidecar(metadata, said(), declaration, List.copyOf(findings), unknown());
  }

  private Optional<PartyId> party() {
    Optional<String> named = text(Field.PARTY_ID);
    Optional<String> alias = string(Field.PARTY_ID, ALIAS);
    if (named.isPresent() && alias.isPresent() && !named.equals(alias)) {
      findings.add(Field.PARTY_ID.contradicts("party_id", named.get(), ALIAS, alias.get()));
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
    Value value = fields.get(Field.PORT.key());
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value.isString() || value.isInteger()) {
      return good(Field.PORT, Field.parsePort(value.text()));
    }
    findings.add(Field.PORT.wrongType(value));
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
    return string(field, field.key());
  }

  private Optional<String> string(Field field, String name) {
    Value value = fields.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (value.isString()) {
      return Optional.of(value.text());
    }
    findings.add(field.wrongType(value));
    return Optional.empty();
  }

  private <T> Optional<T> good(Field field, Parsed<T> parsed) {
    if (parsed instanceof Parsed.Bad<T> bad) {
      findings.add(field.invalid(bad));
      return Optional.empty();
    }
    return Optional.of(((Parsed.Good<T>) parsed).value());
  }

  private Set<Field> said() {
    Set<Field> said = EnumSet.noneOf(Field.class);
    for (Field field : Field.values()) {
      if (isSaid(field.key()) || (field == Field.PARTY_ID && isSaid(ALIAS))) {
        said.add(field);
      }
    }
    return said;
  }

  private boolean isSaid(String name) {
    Value value = fields.get(name);
    return value != null && !value.isNull();
  }

  private List<UnknownName> unknown() {
    List<Map.Entry<String, Value>> outermost =
        fields.entrySet().stream()
            .filter(field -> !isKnown(field.getKey()))
            .limit(MOST_NAMED)
            .toList();
    return Stream.concat(
            outermost.stream().map(field -> UnknownName.of(field.getKey())),
            outermost.stream().flatMap(SidecarFields::inside).limit(MOST_NAMED))
        .toList();
  }

  private static Stream<UnknownName> inside(Map.Entry<String, Value> object) {
    return object.getValue().fields().keySet().stream()
        .map(name -> UnknownName.of(name, object.getKey()));
  }

  private static boolean isKnown(String name) {
    for (Field field : Field.values()) {
      if (field.key().equals(name)) {
        return true;
      }
    }
    return name.equals(ALIAS) || INFORMATIVE.contains(name);
  }
}
