package org.certdrop.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.certdrop.identity.OwnParty;
import org.certdrop.party.Number;

/**
 * The page that a person prints and takes to the telephone: the facts of {@link InstructionsText}
 * in large groups, with a QR code of them. It stands alone and asks no other place for anything.
 */
final class InstructionsSheet {
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

  /** So many octets of the fingerprint are read out in one breath. */
  private static final int OCTETS = 4;

  private final OwnParty own;
  private final Optional<Statement> statement;
  private final Number number;

  private InstructionsSheet(OwnParty own, Optional<Statement> statement) {
    this.own = own;
    this.statement = statement;
    this.number = Number.of(own.id(), own.certificate().fingerprint());
  }

  /**
   * The page, HTML in ASCII.
   *
   * @param own the party
   * @param statement what the sidecar beside the page says, if it is signed
   */
  static String of(OwnParty own, Optional<Statement> statement) {
    InstructionsSheet sheet = new InstructionsSheet(own, statement);
    return PLACE.matcher(template()).replaceAll(place -> Matcher.quoteReplacement(sheet.at(place)));
  }

  private static String template() {
    try (InputStream page = InstructionsSheet.class.getResourceAsStream("sheet.html")) {
      return new String(page.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own archive cannot be read", e);
    }
  }

  private String at(MatchResult place) {
    return switch (place.group(1)) {
      case "PARTY" -> own.id().value();
      case "COMPONENT" -> own.component().name().toLowerCase(Locale.ROOT);
      case "ADDRESS" -> own.endpoint().map(e -> e.ip() + ", port " + e.port()).orElse("not given");
      case "FROM" -> own.certificate().notBefore().toString();
      case "UNTIL" -> own.certificate().notAfter().toString();
      case "NOTE" -> note();
      case "NUMBER" -> items(number.toString().split(" "));
      case "FINGERPRINT" -> items(fingerprintGroups());
      case "QR" -> QrCode.svg(facts(), "QR code of id, number and fingerprint");
      case "FILES" -> files();
      default -> throw new IllegalStateException("no such place: " + place.group());
    };
  }

  private String note() {
    return own.endpoint().filter(endpoint -> endpoint.ip().isLoopback()).isEmpty()
        ? ""
        : "<p class=\"note\">This is a loopback address, which is likely a mistake: at your site it"
            + " means your own computer. Ask the sender for another one.</p>";
  }

  private static String items(String[] groups) {
    return Arrays.stream(groups).collect(Collectors.joining("</li> <li>", "<li>", "</li>"));
  }

  private String[] fingerprintGroups() {
    String[] octets = own.certificate().fingerprint().toString().split(":");
    return IntStream.iterate(0, at -> at < octets.length, at -> at + OCTETS)
        .mapToObj(at -> String.join(":", Arrays.copyOfRange(octets, at, at + OCTETS)))
        .toArray(String[]::new);
  }

  /** What a telephone's camera shows. */
  private String facts() {
    return own.id() + "\n" + number + "\nSHA-256 " + own.certificate().fingerprint();
  }

  private String files() {
    boolean rotation = statement.filter(Statement::isRotation).isPresent();
    return Stream.of(
            Optional.of(".pem"),
            Optional.of(".json"),
            Optional.of(".json.old.p7s").filter(ending -> rotation),
            Optional.of(".json.p7s").filter(ending -> statement.isPresent()))
        .flatMap(Optional::stream)
        .map(ending -> own.id() + ending)
        .collect(Collectors.joining("\n"));
  }
}
