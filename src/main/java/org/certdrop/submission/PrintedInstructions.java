package org.certdrop.submission;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param said of which fields it speaks, soundly or not
 * @param findings what is wrong with it; that a value is missing is not said here
 * @param certificateBytes the text without colour codes and mail quoting
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PrintedInstructions(
    Metadata metadata, Set<Field> said, List<Finding> findings, byte[] certificateBytes) {
  /**
   * Words of a sentence about a flag, or of a usage line such as {@code --ip ADDRESS}. A word that
   * may be meant as a value is none of these; {@code localhost} is meant.
   */
  private static final Pattern PROSE = Pattern.compile("(?!(?i:localhost)$)[\\p{L}-]+|[A-Z_-]+");

  /** What ends a sentence or a quotation that ends with a value. */
  private static final String STOPS = ".!?\u2026\u201d\u2019\u00bb";

  /** Hyphens, dashes and the minus sign, which editors and web pages make of hyphens. */
  private static final String DASHES = "\u2010-\u2015\u2212";

  private static final Pattern PARTY =
      flag("[-" + DASHES + "]pi|(?:--|[" + DASHES + "]{1,2})party[-" + DASHES + "]id");

  /** Since mutual authentication; a usage line may have it with a word for the id. */
  private static final Pattern COMPONENT =
      flag("[-" + DASHES + "]ci|(?:--|[" + DASHES + "]{1,2})component[-" + DASHES + "]id");

  private static final Pattern IP = flag("(?:--|[" + DASHES + "]{1,2})ip");
  private static final Pattern PORT = flag("(?:--|[" + DASHES + "]{1,2})port");

  /**
   * A flag, white space or a wrapped line, and a value: no other flag, and no placeholder such as
   * {@code [PARTY]}.
   */
  private static Pattern flag(String names) {
    return Pattern.compile(
        "(?<![\\w"
            + DASHES
            + "-])(?:"
            + names
            + ")(?:=|[\\s\\\\]{1,80})[\"'`\u201c\u2018\u00ab]?"
            + "((?!["
            + DASHES
            + "-])[^\\s\"'`\\[\\]<>,;)\\\\]++)");
  }

  /**
   * Whether a text names a party by {@code -pi} or {@code -ci}; then it is complete in itself.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   */
  public static boolean isInstructions(byte[] content) {
    return namesParty(Unquoted.text(content));
  }

  private static boolean namesParty(String text) {
    return mayNameParty(text) && (PARTY.matcher(text).find() || !componentIds(text).isEmpty());
  }

  /** What no certificate file holds is looked for first: the patterns take long. */
  private static boolean mayNameParty(String text) {
    return mayHold(text, 'p', "pi", "party") || mayHold(text, 'c', "ci", "component");
  }

  private static boolean mayHold(String text, char first, String brief, String whole) {
    for (int at = text.indexOf(first, 1); at > 0; at = text.indexOf(first, at + 1)) {
      if (!Character.isLetterOrDigit(text.charAt(at - 1))
          && (text.startsWith(brief, at) || text.startsWith(whole, at))) {
        return true;
      }
    }
    return false;
  }

  /** The ids after {@code -ci}; a word for one, as in a usage line, is none. */
  private static Set<String> componentIds(String text) {
    Set<String> ids = words(text, COMPONENT);
    ids.removeIf(word -> PROSE.matcher(word).matches() && !PartyId.isForm(word));
    return ids;
  }

  /**
   * Reads a text.
   *
   * @param content the file's bytes, at most {@link Limits#FILE_BYTES}
   * @return what it says; empty if it names no party, as a mere certificate file does
   */
  public static Optional<PrintedInstructions> read(byte[] content) {
    String text = Unquoted.text(content);
    if (!namesParty(text)) {
      return Optional.empty();
    }
    Set<Field> said = EnumSet.noneOf(Field.class);
    List<Finding> findings = new ArrayList<>();
    Set<String> ids = words(text, PARTY);
    ids.addAll(componentIds(text));
    Metadata metadata =
        new Metadata(
            value(ids, Field.PARTY_ID, PartyId::parse, said, findings),
            value(words(text, IP), Field.IP, IpAddress::parse, said, findings),
            value(words(text, PORT), Field.PORT, Field::parsePort, said, findings),
            Optional.empty());
    return Optional.of(
        new PrintedInstructions(metadata, said, findings, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The one value of a flag. Words of prose count only if nothing else is there. */
  private static <T> Optional<T> value(
      Set<String> words,
      Field field,
      Function<String, Parsed<T>> parse,
      Set<Field> said,
      List<Finding> findings) {
    Map<Object, Parsed<T>> prose = new LinkedHashMap<>();
    Map<Object, Parsed<T>> claims = new LinkedHashMap<>();
    for (String word : words) {
      said.add(field);
      Parsed<T> parsed = parse.apply(word);
      if (parsed instanceof Parsed.Good<T> good) {
        claims.putIfAbsent(good.value(), parsed);
      } else {
        (PROSE.matcher(word).matches() ? prose : claims).put(word, parsed);
      }
    }
    return theOne(claims.isEmpty() ? prose : claims, field, findings);
  }

  /** The first sound one of several claims; that they are several, or unsound, is noted. */
  private static <T> Optional<T> theOne(
      Map<Object, Parsed<T>> claims, Field field, List<Finding> findings) {
    List<Object> different = List.copyOf(claims.keySet());
    if (different.size() > 1) {
      findings.add(
          field.contradicts("The text", different.get(0), "the same text", different.get(1)));
    }
    Optional<T> value = Optional.empty();
    Optional<Finding> unsound = Optional.empty();
    for (Parsed<T> parsed : claims.values()) {
      if (parsed instanceof Parsed.Good<T> good) {
        value = value.or(() -> Optional.of(good.value()));
      } else {
        unsound = unsound.or(() -> Optional.of(field.invalid((Parsed.Bad<T>) parsed)));
      }
    }
    unsound.ifPresent(findings::add);
    return value;
  }

  /** The different words after a flag, without what ends a sentence. */
  private static Set<String> words(String text, Pattern flag) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = flag.matcher(text);
    while (matcher.find()) {
      String word = matcher.group(1);
      int end = word.length();
      while (end > 0 && STOPS.indexOf(word.charAt(end - 1)) >= 0) {
        end--;
      }
      if (end > 0) {
        words.add(word.substring(0, end));
      }
    }
    return words;
  }
}
