package org.certdrop.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.certdrop.party.IpAddress;
import org.certdrop.party.PartyId;
import org.certdrop.rules.Finding;
import org.certdrop.text.Parsed;

/**
 * What Fed-BioMed's {@code registration-instructions} print, or certdrop's own text: a certificate
 * and the commands that register it, as people save them from a terminal or a mail.
 *
 * @param metadata what the commands say, as far as it is sound
 * @param findings what is wrong with it; that a value is missing is not said here
 * @param certificateBytes the text without colour codes and mail quoting
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record InstructionsText(Metadata metadata, List<Finding> findings, byte[] certificateBytes) {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
  private static final Pattern QUOTING = Pattern.compile("(?m)^[ \\t]*+>[> \\t]*+");
  private static final Pattern PARTY = flag("-pi|--party-id");
  private static final Pattern IP = flag("--ip");
  private static final Pattern PORT = flag("--port");

  /** A flag, white space, and a value that is no placeholder such as {@code [PARTY]}. */
  private static Pattern flag(String names) {
    return Pattern.compile(
        "(?<![\\w-])(?:" + names + ")(?:=|\\s{1,80})[\"'`]?([^\\s\"'`\\[\\]<>,;)]++)");
  }

  /**
   * Whether a text names a party by {@code -pi}; then it is complete in itself.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   */
  public static boolean isInstructions(byte[] content) {
    return PARTY.matcher(plain(content)).find();
  }

  /**
   * Reads a text.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   * @return what it says; empty if it names no party, as a mere certificate file does
   */
  static Optional<InstructionsText> read(byte[] content) {
    String text = plain(content);
    if (!PARTY.matcher(text).find()) {
      return Optional.empty();
    }
    List<Finding> findings = new ArrayList<>();
    Metadata metadata =
        new Metadata(
            value(text, PARTY, Field.PARTY_ID, PartyId::parse, findings),
            value(text, IP, Field.IP, IpAddress::parse, findings),
            value(text, PORT, Field.PORT, Field::parsePort, findings),
            Optional.empty());
    return Optional.of(
        new InstructionsText(metadata, findings, text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String plain(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return QUOTING.matcher(COLOUR.matcher(text).replaceAll("")).replaceAll("");
  }

  /**
   * The one value of a flag. Words that are none, as in a sentence about it, count only if nothing
   * else is there.
   */
  private static <T> Optional<T> value(
      String text,
      Pattern flag,
      Field field,
      Function<String, Parsed<T>> parse,
      List<Finding> findings) {
    Set<T> values = new LinkedHashSet<>();
    Parsed.Bad<T> bad = null;
    Matcher matcher = flag.matcher(text);
    while (matcher.find()) {
      Parsed<T> parsed = parse.apply(matcher.group(1));
      if (parsed instanceof Parsed.Good<T> good) {
        values.add(good.value());
      } else {
        bad = (Parsed.Bad<T>) parsed;
      }
    }
    if (values.isEmpty() && bad != null) {
      findings.add(field.invalid(bad));
    }
    List<T> found = List.copyOf(values);
    if (found.size() > 1) {
      findings.add(field.contradicts("The text", found.get(0), "the same text", found.get(1)));
    }
    return found.stream().findFirst();
  }
}
