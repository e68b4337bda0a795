package org.certdrop.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.certdrop.party.PartyId;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;
import org.certdrop.x509.Fingerprint;

/** The fields of a JSON object, each asked for by name and type. */
public final class Fields {
  private final JsonNode object;

  public Fields(JsonNode object) throws MalformedDocumentException {
    if (object == null || !object.isObject()) {
      throw new MalformedDocumentException("a JSON object is missing");
    }
    this.object = object;
  }

  /** Wants exactly these fields, in any order; the optional ones may be absent. */
  public Fields only(Set<String> names, String... optional) throws MalformedDocumentException {
    int found = 0;
    for (Iterator<String> present = object.fieldNames(); present.hasNext(); ) {
      String name = present.next();
      if (names.contains(name)) {
        found++;
      } else if (!List.of(optional).contains(name)) {
        throw new MalformedDocumentException("it has an unknown field " + Printable.quoted(name));
      }
    }
    // JSON that names a field twice was refused before.
    if (found < names.size()) {
      throw missing(names.stream().filter(name -> !object.has(name)).sorted().findFirst().get());
    }
    return this;
  }

  public String text(String name) throws MalformedDocumentException {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  Optional<String> optionalText(String name) throws MalformedDocumentException {
    JsonNode value = object.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw bad(name, value.toString());
    }
    return Optional.of(value.textValue());
  }

  public long number(String name) throws MalformedDocumentException {
    return optionalNumber(name).orElseThrow(() -> missing(name));
  }

  OptionalLong optionalNumber(String name) throws MalformedDocumentException {
    JsonNode value = object.path(name);
    if (value.isNull() || value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw bad(name, value.toString());
    }
    return OptionalLong.of(value.longValue());
  }

  Instant instant(String name) throws MalformedDocumentException {
    return optionalInstant(name).orElseThrow(() -> missing(name));
  }

  Optional<Instant> optionalInstant(String name) throws MalformedDocumentException {
    Optional<String> text = optionalText(name);
    try {
      return text.map(Fields::parseInstant);
    } catch (DateTimeException | ArithmeticException e) {
      throw bad(name, text.orElseThrow());
    }
  }

  /** In milliseconds, as certdrop counts them; a time too far away to be counted so is none. */
  private static Instant parseInstant(String text) {
    return Instant.ofEpochMilli(Timestamps.parse(text).toEpochMilli());
  }

  public PartyId partyId(String name) throws MalformedDocumentException {
    String text = text(name);
    if (!PartyId.isForm(text)) {
      throw bad(name, text);
    }
    return new PartyId(text);
  }

  Fingerprint fingerprint(String name) throws MalformedDocumentException {
    String text = text(name);
    return Fingerprint.parse(text).orElseThrow(() -> bad(name, text));
  }

  /** A list of fingerprints; empty where there is no such field, which is never written empty. */
  List<Fingerprint> fingerprints(String name) throws MalformedDocumentException {
    JsonNode array = object.path(name);
    List<Fingerprint> found = new ArrayList<>();
    if (array.isMissingNode()) {
      return found;
    }
    for (JsonNode text : array) {
      found.add(Fingerprint.parse(text.asText()).orElseThrow(() -> bad(name, array.toString())));
    }
    if (found.isEmpty()) {
      throw bad(name, array.toString());
    }
    return found;
  }

  /** A constant by its name in lower case; empty for null. */
  <E extends Enum<E>> Optional<E> constant(String name, Class<E> type)
      throws MalformedDocumentException {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text.get())) {
        return Optional.of(constant);
      }
    }
    throw bad(name, text.get());
  }

  boolean has(String name) {
    return object.has(name);
  }

  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  public Fields object(String name) throws MalformedDocumentException {
    JsonNode value = object.get(name);
    if (value == null) {
      throw missing(name);
    }
    return new Fields(value);
  }

  public static MalformedDocumentException bad(String name, String value) {
    return new MalformedDocumentException(
        "its \"" + name + "\" is " + Printable.quoted(value) + ", which certdrop never writes");
  }

  private static MalformedDocumentException missing(String name) {
    return new MalformedDocumentException("its \"" + name + "\" is missing");
  }
}
